using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MongoDB.Bson;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>A stand-in for a MongoDB server on a free local port. It answers unsupported requests with an error and records them in <see
/// cref="Complaints"/>, which tests assert to be empty. It can be stopped and started again: port and data stay, connections and cursors are closed.
/// <see cref="Clear"/> does the reverse.</summary>
/// <param name="time">The clock for the times of change streams. Waits always use real time.</param>
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

    /// <summary>The faults of the following commands.</summary>
    public Faults Faults { get; set; } = Faults.None;

    public int Port => _port ??= ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public string Address => $"127.0.0.1:{Port}";

    /// <summary>The connection string in the vendor's format.</summary>
    public string Uri => $"mongodb://{Address}/{UriOptions}";

    /// <summary>Whether a connection was ever closed by this side. Then a client may have others that it does not know to be closed.</summary>
    public bool HasCutConnections { get; internal set; }

    /// <summary>The names of all received commands in order, including handshakes.</summary>
    public IReadOnlyList<string> Commands => [.. _commands];

    /// <summary>The unsupported requests.</summary>
    public IReadOnlyList<string> Complaints => [.. _complaints];

    /// <summary>Like vCore after a failover: the next change stream that resumes silently starts at the present. Once.</summary>
    public bool StartsAtPresentAfterFailover { get; set; }

    /// <summary>How often a command was received.</summary>
    public int Count(string command) => _commands.Count(name => name == command);

    public void Start()
    {
        _listener.Listen();
        _dispatcher = new Dispatcher(this);
        _accepting = AcceptAsync(_stopping.Token);
    }

    /// <summary>Deletes all data, like a new server. Connections stay open.</summary>
    public void Clear(TimeProvider clock)
    {
        (Data, Faults, StartsAtPresentAfterFailover) = (new StandInData(clock), Faults.None, false);
        _commands.Clear();
        _complaints.Clear();
        _dispatcher = new Dispatcher(this);
    }

    /// <summary>Stops the server: resets connections, refuses new ones and keeps the port.</summary>
    public async Task StopAsync()
    {
        await CloseAsync();
        _listener = Bound(Port);
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    /// <summary>Called after each command with its answer, from several threads.</summary>
    internal Action<Command, BsonDocument?>? Answered { get; set; }

    internal async Task<BsonDocument?> AnswerAsync(Command command, CancellationToken stopping)
    {
        var answer = await _dispatcher!.AnswerAsync(command, stopping);
        Answered?.Invoke(command, answer);
        return answer;
    }

    internal void Received(string command) => _commands.Enqueue(command);

    internal void Complain(string complaint) => _complaints.Enqueue(complaint);

    private string UriOptions => string.Join('&', new[] { behaviour.SetName is { } set ? $"replicaSet={set}" : "", behaviour.Options }.Where(o => o != "")) is { Length: > 0 } options
        ? $"?{options}"
        : "";

    private async Task CloseAsync()
    {
        _ = Port;
        HasCutConnections = true;
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
                // The server was stopped, or the client disconnected before it was accepted.
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
