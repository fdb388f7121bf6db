using BookingEngine.Availability;
using BookingEngine.BookingLimits;
using BookingEngine.BookingMails;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Lists;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Pipeline;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.ReadModels;
using BookingEngine.Tests.Bookings.Lists;
using BookingEngine.Times;
using BookingEngine.Transfers;
using BookingEngine.Users;
using BookingEngine.Users.Passwords;
using BookingEngine.Waitlist.Offers;
using BookingEngine.Webhooks.Sending;
using NodaTime;

namespace BookingEngine.Tests.Simulation;

/// <summary>One history. Customers use two nodes while nodes crash, messages are lost and background work runs. In a final quiet phase everything
/// must recover. The seed determines the whole history.</summary>
public sealed class History
{
    private const int MostWorkAtOnce = 50;
    private const int Clients = 6, Addresses = 4;
    private readonly List<Task> _work = [];
    private readonly List<IPerson> _people;
    private readonly Node[] _nodes;
    private readonly Random _random;
    private int _crashes;

    /// <param name="people">The people in the history, or null for customers who register, book and recover their accounts.</param>
    public History(int seed, PlantedBug bug = PlantedBug.None, Func<World, IEnumerable<IPerson>>? people = null)
    {
        _random = new Random(seed);
        World = new World(_random, bug);
        Scheduler = new Scheduler(_random);
        _nodes = [NewNode(), NewNode()];
        _people = [.. people is null ? Enumerable.Range(0, Clients).Select(n => new Client(World, n, $"customer{n % Addresses}@example.com")) : people(World)];
    }

    public Pace Pace { get; init; } = new(CrashEvery: 60, CrashesAtMost: 6, JumpEvery: 400, StepAtMost: 20, WorkEvery: 120);

    public World World { get; }

    public Scheduler Scheduler { get; }

    public IReadOnlyList<Client> Customers => [.. _people.OfType<Client>()];

    public IReadOnlyList<IPerson> People => _people;

    public int Crashes => _crashes;

    /// <summary>How many mails the server had taken, and nobody had noted, when a node crashed.</summary>
    public int InterruptedMails { get; private set; }

    /// <summary>The node for checks at the end.</summary>
    public Node Observer => _nodes[0];

    public void Run(int quietRounds = 30)
    {
        Drive([.. _people.Where(p => !p.IsDone).Select<IPerson, Func<Task>>(person => () => person.ContinueAsync(AnyNode()))], Step);
        World.Pass(TimeSpan.FromMinutes(2));
        for (var round = 0; round < quietRounds; round++)
        {
            RunQuietRound();
        }
    }

    /// <summary>Goes on until no mail is pending, at most until every mail is given up. The server is busy half the time, so no smaller number of tries is
    /// sure to succeed.</summary>
    public void AwaitMails()
    {
        var allGivenUp = World.Now() + Backoff.GiveUpAfter + Duration.FromHours(1);
        while (World.Now() < allGivenUp && World.Deliveries.Values.Any(d => d.State is DeliveryState.Pending))
        {
            RunQuietRound();
        }
    }

    /// <summary>Adds a person after the others have finished.</summary>
    public void Add(IPerson person) => _people.Add(person);

    /// <summary>The events with this correlation id.</summary>
    public IEnumerable<RecordedEvent> EventsOf(string correlation) =>
        World.Events.Commits.Where(c => c.Metadata.CorrelationId == correlation).SelectMany(Observer.Get<EventCatalogue>().Read);

    public IReadOnlyList<Booking> ListOf(UserId user) => Ask(node => ListedBookings.OfAsync(node.Get<ListBookingsHandler>(), user));

    /// <summary>The contested slots that a search offers.</summary>
    public Instant[] OfferedBy(ServiceId service, ResourceId resource) => Ask(async node =>
    {
        var (from, to) = (new RangeBound(null, SimulatedTenant.FirstSlot), new RangeBound(null, SimulatedTenant.SlotAt(SimulatedTenant.SlotsInDemand)));
        var found = await node.Get<GetAvailabilityHandler>().HandleAsync(
            new GetAvailability(new AvailabilityRequest(service, resource, 1, null, CanSeeRetired: false), from, to, Explain: false), Clock.Now(World), CancellationToken.None);
        return found.IsRefused(out _, out var availability)
            ? []
            : availability.Days.SelectMany(d => d.Slots).Select(s => s.Start).Where(s => (s - SimulatedTenant.FirstSlot).TotalMinutes % 30 == 0).ToArray();
    });

    /// <summary>Starts the work and runs it with all its consequences to the end.</summary>
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

    private T Ask<T>(Func<Node, Task<T>> question)
    {
        T answer = default!;
        Drive([async () => answer = await question(Observer)], _ => { });
        return answer;
    }

    private void RunQuietRound()
    {
        Drive(QuietWork(), _ => { });
        World.Pass(TimeSpan.FromMinutes(5));
        Drive([.. World.Messages.Select<SimulatedMessage, Func<Task>>(m => () => DeliverAsync(m))], _ => { });
    }

    private Func<Task>[] QuietWork() => World.Bug is PlantedBug.NeverSweeps ? [RelayAsync]
        : World.Bug is PlantedBug.NeverSweepsMails ? [RelayAsync, SweepAsync] : [RelayAsync, SweepAsync, SweepDeliveriesAsync];

    private void Step(Node running)
    {
        World.Monitor.CheckNewCommits();
        World.Pass(_random.Next(Pace.JumpEvery) == 0 ? TimeSpan.FromSeconds(15) : TimeSpan.FromMilliseconds(_random.Next(Pace.StepAtMost)));
        if (_crashes < Pace.CrashesAtMost && _random.Next(Pace.CrashEvery) == 0)
        {
            Crash(running);
        }

        if (_people.Exists(p => !p.IsDone) && BackgroundWork(_random.Next(Pace.WorkEvery)) is { } start && HasRoomForWork())
        {
            _work.Add(start());
        }
    }

    // Otherwise work could begin faster than it ends, and the people would never get on.
    private bool HasRoomForWork()
    {
        if (_work.Count >= MostWorkAtOnce)
        {
            _work.RemoveAll(task => task.IsCompletedSuccessfully);
        }

        return _work.Count < MostWorkAtOnce;
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
        InterruptedMails += World.Deliveries.Values.Count(IsSentAndNotNoted);
        node.Crash();
        _nodes[Array.IndexOf(_nodes, node)] = NewNode();
        foreach (var person in _people.Where(p => p.ServedBy == node && !p.IsDone))
        {
            _work.Add(person.ContinueAsync(AnyNode()));
        }
    }

    private bool IsSentAndNotNoted(Delivery delivery) =>
        delivery.State is DeliveryState.Pending && World.AcceptedMails.Contains(Observer.Get<PublicLinks>().MessageId(delivery.Id));

    private Node NewNode() => new(World, Scheduler);

    private Node AnyNode() => _nodes[_random.Next(_nodes.Length)];

    private Task RelayAsync() => AnyNode().Get<Relay>().RunAsync(CancellationToken.None);

    private async Task SweepAsync()
    {
        var node = AnyNode();
        await World.SweepWaitlistsAsync(node, await node.Get<Sweep>().RunAsync(CancellationToken.None));
        if (World.Bug is not PlantedBug.NeverSweepsTransfers)
        {
            await node.Get<TransferSweep>().RunAsync(CancellationToken.None);
        }
    }

    private Task SweepDeliveriesAsync() => AnyNode().Get<DeliverySweep>().RunAsync(CancellationToken.None);

    private Task RebuildAsync() => AnyNode().Get<Rebuild>().RunAsync(new SilentProgress(), CancellationToken.None);

    // A handled message is removed. That of a crashed node stays and is delivered again.
    private async Task DeliverAsync(SimulatedMessage message)
    {
        var isVisible = _random.Next(4) > 0;
        try
        {
            await HandleAsync(message, AnyNode(), World.Bug, isVisible);
            World.Messages.Remove(message);
        }
        catch (Exception e) when (e is BookingNotReadException || (e is StoreUnavailableException && message.Queue is QueueNames.Waitlist) || (e is StreamNotFoundException && !isVisible))
        {
            // The message stays, and is delivered again.
        }
    }

    internal static Task HandleAsync(SimulatedMessage message, Node node, PlantedBug bug, bool isVisible) => message.Queue switch
    {
        QueueNames.RelaySignals => node.Get<Relay>().RunAsync(CancellationToken.None),
        QueueNames.Recoveries => node.Get<BeginRecoveryHandler>().HandleAsync(RecoveryRequest.Parse(message.Text), CancellationToken.None),
        QueueNames.Waitlist => node.Get<WaitlistMessages>().HandleAsync(message.Text, CancellationToken.None),
        QueueNames.Moves => node.Get<RecoverTransferHandler>().HandleAsync(message.Text, CancellationToken.None),
        QueueNames.Claims => node.Get<SettleClaimsHandler>().HandleAsync(message.Text, CancellationToken.None),
        QueueNames.Webhooks => node.Get<DeliverWebhooksHandler>().HandleAsync(message.Text, CancellationToken.None),
        QueueNames.Mails => node.Get<SendMailHandler>().HandleAsync(message.Text, CancellationToken.None),
        _ => new LateReplica(node, hidden: isVisible ? 0 : 1, bug).HandleAsync(StreamAdvanced.Parse(message.Text)),
    };
}
