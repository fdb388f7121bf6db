using BookingEngine.Notifications;
using BookingEngine.Pipeline;
using BookingEngine.ReadModels;
using BookingEngine.Users;

namespace BookingEngine.Tests.Simulation;

/// <summary>One history: customers at work on two nodes while nodes crash, messages get lost and background work runs at any time; then
/// quiet, in which everything has to come right by itself. Wholly determined by its seed.</summary>
public sealed class History
{
    private const int Clients = 6, Addresses = 4, MaximumCrashes = 6;
    private readonly List<Task> _work = [];
    private readonly List<Client> _clients;
    private readonly Node[] _nodes;
    private readonly Random _random;
    private int _crashes;

    public History(int seed, PlantedBug bug = PlantedBug.None)
    {
        _random = new Random(seed);
        World = new World(_random, bug);
        Scheduler = new Scheduler(_random);
        _nodes = [NewNode(), NewNode()];
        _clients = [.. Enumerable.Range(0, Clients).Select(n => new Client(World, n, $"customer{n % Addresses}@example.com"))];
    }

    public World World { get; }

    public Scheduler Scheduler { get; }

    public IReadOnlyList<Client> Customers => _clients;

    public int Crashes => _crashes;

    /// <summary>A node for looking at the end.</summary>
    public Node Observer => _nodes[0];

    public void Run()
    {
        Drive([.. _clients.Select<Client, Func<Task>>(client => () => client.GoOnAsync(AnyNode()))], Stir);
        World.Pass(TimeSpan.FromMinutes(2));
        for (var round = 0; round < 30; round++)
        {
            Drive(World.Bug is PlantedBug.NeverSweeps ? [RelayAsync] : [RelayAsync, SweepAsync, SweepDeliveriesAsync], _ => { });
            World.Pass(TimeSpan.FromMinutes(5));
            Drive([.. World.Messages.Select<SimulatedMessage, Func<Task>>(m => () => DeliverAsync(m))], _ => { });
        }
    }

    /// <summary>Starts the work and runs it, and what it brings about, to the end.</summary>
    public void Drive(IEnumerable<Func<Task>> work, Action<Node> between)
    {
        _work.Clear();
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(Scheduler);
        _work.AddRange(work.Select(start => start()));
        SynchronizationContext.SetSynchronizationContext(outer);
        Scheduler.Run(between);
        foreach (var failed in _work.Where(t => t.IsFaulted))
        {
            failed.GetAwaiter().GetResult();
        }
    }

    private void Stir(Node running)
    {
        World.Pass(_random.Next(400) == 0 ? TimeSpan.FromSeconds(15) : TimeSpan.FromMilliseconds(_random.Next(20)));
        if (_crashes < MaximumCrashes && _random.Next(60) == 0)
        {
            Crash(running);
        }

        if (_clients.Exists(c => !c.IsDone) && BackgroundWork(_random.Next(120)) is { } start)
        {
            _work.Add(start());
        }
    }

    private Func<Task>? BackgroundWork(int chance) => chance switch
    {
        0 => RelayAsync,
        1 when World.Bug is not PlantedBug.NeverSweeps => SweepAsync,
        2 => RebuildAsync,
        < 12 when World.Messages.Where(m => m.VisibleFrom <= World.GetUtcNow()).ToList() is { Count: > 0 } visible =>
            () => DeliverAsync(visible[_random.Next(visible.Count)]),
        _ => null,
    };

    private void Crash(Node node)
    {
        _crashes++;
        node.Crash();
        _nodes[Array.IndexOf(_nodes, node)] = NewNode();
        foreach (var client in _clients.Where(c => c.ServedBy == node && !c.IsDone))
        {
            _work.Add(client.GoOnAsync(AnyNode()));
        }
    }

    private Node NewNode() => new(World, Scheduler);

    private Node AnyNode() => _nodes[_random.Next(_nodes.Length)];

    private Task RelayAsync() => AnyNode().Get<Relay>().RunAsync(CancellationToken.None);

    private Task SweepAsync() => AnyNode().Get<Sweep>().RunAsync(CancellationToken.None);

    private Task SweepDeliveriesAsync() => AnyNode().Get<DeliverySweep>().RunAsync(CancellationToken.None);

    private Task RebuildAsync() => AnyNode().Get<Rebuild>().RunAsync(new Progress(), CancellationToken.None);

    // Done messages go; those of a crashed node stay and come again.
    private async Task DeliverAsync(SimulatedMessage message)
    {
        await HandleAsync(message, AnyNode());
        World.Messages.Remove(message);
    }

    private static async Task HandleAsync(SimulatedMessage message, Node node)
    {
        switch (message.Queue)
        {
            case QueueNames.RelayWakeUps:
                await node.Get<Relay>().RunAsync(CancellationToken.None);
                break;
            case QueueNames.Recoveries:
                await node.Get<BeginRecoveryHandler>().HandleAsync(RecoveryWish.Parse(message.Text), CancellationToken.None);
                break;
            case QueueNames.Mails:
                await node.Get<SendMailHandler>().HandleAsync(message.Text, CancellationToken.None);
                break;
            default:
                await node.Get<Projector>().ProjectAsync(StreamAdvanced.Parse(message.Text), CancellationToken.None);
                await node.Get<Reactor>().ReactAsync(StreamAdvanced.Parse(message.Text), CancellationToken.None);
                break;
        }
    }

    private sealed class Progress : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value)
        {
        }
    }
}
