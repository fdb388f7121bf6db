using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MongoDB.Bson;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>Stands in for a MongoDB server on a free port of this machine. What it is asked and does not know it answers with an error and
/// keeps in <see cref="Complaints"/>, which a test asserts to be empty. Start and stop may alternate: the port and the data stay, connections
/// and cursors go. <see cref="Clear"/> does the reverse.</summary>
/// <param name="time">The clock that change streams' times come from; waiting is always done in real time.</param>
public sealed class StandInServer(Behaviour behaviour, StandInData? data = null, TimeProvider? time = null) : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _commands = [], _complaints = [];
    private readonly ConcurrentDictionary<Connection, Task> _connections = [];
    private Socket _listener = Bound(0);
    private CancellationTokenSource _stopping = new();
    private Task _accepting = Task.CompletedTask;
    private volatile Dispatcher? _dispatcher;
    private int? _port;

    public Behaviour Behaviour => behaviour;

    public StandInData Data { get; private set; } = data ?? new StandInData(time ?? TimeProvider.System);

    /// <summary>What goes wrong from now on.</summary>
    public Faults Faults { get; set; } = Faults.None;

    public int Port => _port ??= ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public string Address => $"127.0.0.1:{Port}";

    /// <summary>The connection string, as the vendor would give it.</summary>
    public string Uri => $"mongodb://{Address}/{UriOptions}";

    /// <summary>Whether it was started and not stopped since.</summary>
    public bool IsUp { get; private set; }

    /// <summary>The names of the commands received, handshakes included, in order.</summary>
    public IReadOnlyList<string> Commands => [.. _commands];

    /// <summary>What was asked that the stand-in does not know.</summary>
    public IReadOnlyList<string> Complaints => [.. _complaints];

    /// <summary>As vCore after a fail-over: the next change stream that resumes starts at the present, silently. Once.</summary>
    public bool StartsAtPresentAfterFailover { get; set; }

    /// <summary>How often a command was received.</summary>
    public int Count(string command) => _commands.Count(name => name == command);

    public void Start()
    {
        _listener.Listen();
        (_dispatcher, IsUp) = (new Dispatcher(this), true);
        _accepting = AcceptAsync(_stopping.Token);
    }

    /// <summary>Forgets everything, as a new server would have nothing to remember; the connections stay.</summary>
    public void Clear(TimeProvider clock)
    {
        (Data, Faults, StartsAtPresentAfterFailover) = (new StandInData(clock), Faults.None, false);
        _commands.Clear();
        _complaints.Clear();
        _dispatcher = new Dispatcher(this);
    }

    /// <summary>Takes the server away: connections are reset, new ones refused, the port stays taken.</summary>
    public async Task StopAsync()
    {
        await CloseAsync();
        _listener = Bound(Port);
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    internal Task<BsonDocument?> AnswerAsync(Command command, CancellationToken stopping) => _dispatcher!.AnswerAsync(command, stopping);

    internal void Received(string command) => _commands.Enqueue(command);

    internal void Complain(string complaint) => _complaints.Enqueue(complaint);

    private string UriOptions => string.Join('&', new[] { behaviour.SetName is { } set ? $"replicaSet={set}" : "", behaviour.Options }.Where(o => o != "")) is { Length: > 0 } options
        ? $"?{options}"
        : "";

    private async Task CloseAsync()
    {
        _ = Port;
        IsUp = false;
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        foreach (var connection in _connections.Keys) connection.Reset();
        await Task.WhenAll(_connections.Values);
        _stopping.Dispose();
        _stopping = new CancellationTokenSource();
    }

    private async Task AcceptAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var connection = new Connection(await _listener.AcceptAsync(stopping), this);
                _connections[connection] = ServeAsync(connection, stopping);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                // The server was stopped, or the client was gone before it was let in.
            }
        }
    }

    private async Task ServeAsync(Connection connection, CancellationToken stopping)
    {
        await Task.Yield();
        await connection.ServeAsync(stopping);
        _connections.TryRemove(connection, out _);
    }

    private static Socket Bound(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }
}
