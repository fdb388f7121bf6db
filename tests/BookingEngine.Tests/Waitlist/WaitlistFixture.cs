using BookingEngine.Aggregates;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Book;
using BookingEngine.Bookings.Cancel;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Resources;
using BookingEngine.Catalogue.Services;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.Tests.InMemory;
using BookingEngine.Tests.Told;
using BookingEngine.Tests.Transfers;
using BookingEngine.Times;
using BookingEngine.Transfers;
using BookingEngine.Users;
using BookingEngine.Waitlist;
using BookingEngine.Waitlist.Commands;
using BookingEngine.Waitlist.Offers;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.Waitlist;

/// <summary>Resources with one place each, a service of half an hour, and any number of instances, which a test can stop between any two effects. Those who wait
/// want ten o'clock, and only that, unless a test says otherwise.</summary>
public sealed class WaitlistFixture : IAsyncDisposable
{
    public const string InMemory = FixtureInstances.InMemory;
    public static readonly Instant Start = Instant.FromUtc(2030, 1, 1, 0, 0), Ten = Instant.FromUtc(2030, 1, 2, 10, 0);
    public static readonly Duration Minute = Duration.FromMinutes(1), Hour = Duration.FromHours(1);
    public static readonly ServiceId Cut = new("cut");
    public static readonly ResourceId Ann = new("ann"), Ben = new("ben");

    private static readonly Actor Administrator = new(Person(900), Role.Admin);

    private readonly FixtureInstances _instances;
    private readonly List<string> _findings = [];
    private (int Writes, Instant Now) _checked = (-1, default);
    private ToldChecks? _told;
    private int _commands;

    private WaitlistFixture(string engine)
    {
        _instances = new FixtureInstances(engine);
        By = NewInstance(_ => Task.CompletedTask);
    }

    /// <summary>An instance that is never stopped.</summary>
    public IServiceProvider By { get; }

    public Instant Now => _instances.Clock.Now();

    public static UserId Person(int number) => new(new Guid(number, 0, 0, new byte[8]));

    public static Task<WaitlistFixture> OpenAsync(string engine = InMemory, params ResourceId[] resources) => OpenAsync(engine, service => service, resources);

    public static async Task<WaitlistFixture> OpenAsync(string engine, Func<Service, Service> change, params ResourceId[] resources)
    {
        var fixture = new WaitlistFixture(engine);
        ResourceId[] all = resources.Length > 0 ? resources : [Ann];
        foreach (var resource in all)
        {
            await fixture.CreateAsync(DefaultCatalogue.InitialResource with { Id = resource, Kind = resource.Value.Split('-')[0] });
        }

        await fixture.CreateAsync(change(DefaultCatalogue.InitialService with { Id = Cut, ResourceIds = [.. all] }));
        await fixture.Get<Relay>().RunAsync(CancellationToken.None); // so that it has a position to resume from
        await fixture.ProjectAsync();
        return fixture;
    }

    public T Get<T>()
        where T : notnull => By.GetRequiredService<T>();

    /// <param name="step">Called before and after each durable effect.</param>
    /// <param name="read">Called with the stream of each read.</param>
    public IServiceProvider NewInstance(Step step, Action<StreamName>? read = null) => _instances.New(step, read);

    public void Pass(Duration time) => _instances.Clock.Advance(time.ToTimeSpan());

    public string Stored() => _instances.Stored();

    public void LoseMessages() => _instances.Queue.Clear();

    public string[] Messages() => _instances.Queue.Visible(QueueNames.Waitlist);

    public async Task CreateAsync(Resource resource) => Assert.Null((await Get<CreateResourceHandler>().HandleAsync(
        new CreateResource(resource), NewContext(), CancellationToken.None)).Refusal);

    public async Task CreateAsync(Service service) => Assert.Null((await Get<CreateServiceHandler>().HandleAsync(
        new CreateService(service), NewContext(), CancellationToken.None)).Refusal);

    /// <summary>Passes the time for which other instances may know the service as it was.</summary>
    public async Task ChangeAsync(Func<Service, Service> change, ServiceId? id = null)
    {
        var service = await Get<CatalogueCache>().ServiceAsync(id ?? Cut, CancellationToken.None);
        Assert.Null((await Get<ChangeServiceHandler>().HandleAsync(new ChangeService(change(service!), new Precondition(null)), NewContext(), CancellationToken.None)).Refusal);
        Pass(Duration.FromSeconds(3));
    }

    public async Task ChangeAsync(ResourceId id, Func<Resource, Resource> change)
    {
        var resource = (await Get<CalendarReader>().FindNewestAsync(id, CancellationToken.None))!.Resource;
        Assert.Null((await Get<ChangeResourceHandler>().HandleAsync(
            new ChangeResource(change(resource), new Precondition(null)), NewContext(), CancellationToken.None)).Refusal);
    }

    public async Task<Booking> BookAsync(int person, Instant? slot = null, ResourceId? resource = null, ServiceId? service = null, int quantity = 1, bool overrides = false)
    {
        var outcome = await TryBookAsync(By, person, slot, resource, service, quantity, overrides);
        Assert.False(outcome.IsRefused(out var refusal, out var booking), refusal?.Code);
        await ProjectAsync();
        return booking!;
    }

    public async Task<Outcome<Booking>> TryBookAsync(
        IServiceProvider by, int person, Instant? slot = null, ResourceId? resource = null, ServiceId? service = null, int quantity = 1, bool overrides = false)
    {
        var found = await by.GetRequiredService<CatalogueCache>().ServiceAsync(service ?? Cut, CancellationToken.None);
        return await by.GetRequiredService<BookSlotHandler>().HandleAsync(
            new BookSlot(overrides ? Administrator.UserId : Person(person), found!, slot ?? Ten)
            {
                ResourceId = resource,
                Quantity = quantity,
                OverridesAs = overrides ? Role.Admin : null,
            },
            NewContext(), CancellationToken.None);
    }

    public Task<Outcome<Booking>> CancelAsync(Booking booking, IServiceProvider? by = null) => (by ?? By).GetRequiredService<CancelBookingHandler>().HandleAsync(
        new CancelBooking(booking.Id, new Actor(booking.UserId, Role.Customer)), NewContext(), CancellationToken.None);

    public async Task<WaitlistEntry> JoinAsync(int person, Func<JoinWaitlist, JoinWaitlist>? change = null)
    {
        var outcome = await TryJoinAsync(By, person, change);
        Assert.False(outcome.IsRefused(out var refusal, out var entry), refusal?.Code);
        await ProjectAsync();
        Pass(Minute); // so that the order of joining is clear
        return entry!;
    }

    public Task<Outcome<WaitlistEntry>> TryJoinAsync(IServiceProvider by, int person, Func<JoinWaitlist, JoinWaitlist>? change = null)
    {
        var join = new JoinWaitlist(Person(person), Cut, new RangeBound(null, Ten), new RangeBound(null, Ten + Minute));
        return by.GetRequiredService<JoinWaitlistHandler>().HandleAsync(change?.Invoke(join) ?? join, NewContext(), CancellationToken.None);
    }

    public Task<Outcome<Booking>> TakeAsync(WaitlistEntry entry, OfferId? offer = null, IServiceProvider? by = null) =>
        (by ?? By).GetRequiredService<TakeOfferHandler>().HandleAsync(new TakeOffer(entry.Id, offer), NewContext(), CancellationToken.None);

    public Task<Outcome<WaitlistEntry>> RefuseAsync(WaitlistEntry entry, IServiceProvider? by = null) =>
        (by ?? By).GetRequiredService<RefuseOfferHandler>().HandleAsync(entry.Id, null, NewContext(), CancellationToken.None);

    public Task<Outcome<WaitlistEntry>> LeaveAsync(WaitlistEntry entry, IServiceProvider? by = null) =>
        (by ?? By).GetRequiredService<LeaveWaitlistHandler>().HandleAsync(entry.Id, NewContext(), CancellationToken.None);

    /// <summary>The entry as people see it.</summary>
    public async Task<WaitlistEntry> SeeAsync(WaitlistEntry entry) => (await Get<WaitlistEntries>().FindAsync(entry.Id, CancellationToken.None))!;

    public async Task<EntryStatus> StatusOfAsync(WaitlistEntry entry) => (await SeeAsync(entry)).Status;

    /// <summary>Handles all visible messages, also those that follow. Passes up to a second for looks that wait for others.</summary>
    public async Task DeliverAsync(IServiceProvider? by = null)
    {
        for (var rounds = 0; rounds < 20; rounds++)
        {
            var (looks, moves) = (_instances.Queue.Take(QueueNames.Waitlist), _instances.Queue.Take(QueueNames.Moves));
            foreach (var message in moves)
            {
                await (by ?? By).GetRequiredService<RecoverTransferHandler>().HandleAsync(message, CancellationToken.None);
            }

            foreach (var message in looks.Distinct())
            {
                await (by ?? By).GetRequiredService<WaitlistMessages>().HandleAsync(message, CancellationToken.None);
            }

            await ProjectAsync();
            var next = looks.Length + moves.Length > 0 ? TimeSpan.Zero : _instances.Queue.UntilNext(QueueNames.Waitlist);
            if (next is not { } soon || soon > TimeSpan.FromSeconds(1))
            {
                return;
            }

            Pass(Duration.FromTimeSpan(soon));
        }

        Assert.Fail("The looks at the waitlist lead to more looks without end.");
    }

    /// <summary>What the timer does for waitlists, and for acts over several calendars.</summary>
    public async Task<int> SweepAsync(IServiceProvider? by = null)
    {
        var swept = await Get<Sweep>().RunAsync(CancellationToken.None);
        var waiting = await (by ?? By).GetRequiredService<WaitlistSweep>().RunAsync(swept, CancellationToken.None);
        await (by ?? By).GetRequiredService<TransferSweep>().RunAsync(CancellationToken.None);
        await ProjectAsync();
        return waiting;
    }

    public Task ProjectAsync() => _instances.ProjectAsync(By);

    /// <summary>Runs the handlers of events that the stream's message runs after the projector.</summary>
    public async Task HandleEventsAsync<TState>(StreamName stream)
        where TState : IAggregate<TState>
    {
        await ProjectAsync();
        var (_, version) = await Get<AggregateLoader>().RefreshAsync<TState>(stream, CancellationToken.None);
        await Get<EventDispatcher>().HandleAsync(new StreamAdvanced(stream, version), CancellationToken.None);
    }

    /// <summary>The open entries of a service, the next one first.</summary>
    public async Task<IReadOnlyList<WaitlistEntry>> WaitingAsync(ServiceId? service = null) =>
        (await Get<AggregateLoader>().RefreshAsync<ServiceWaitlist>(ServiceWaitlist.StreamOf(service ?? Cut), CancellationToken.None)).State.Entries;

    /// <summary>From here on the checks also look at what people and programs are told: the second person, and staff of the first resource.</summary>
    public async Task TellAsync(params ResourceId[] resources) => _told = await ToldChecks.BeginAsync(By, _instances, [.. resources], Person(2), resources[0]);

    /// <summary>What must hold at every instant. Checks again only after something was written or some time.</summary>
    public async Task CheckAsync(string when)
    {
        if (_checked != (_instances.Writes, Now))
        {
            _checked = (_instances.Writes, Now);
            Note(when, await new WaitlistChecks(By, Now).FindFaultsAsync());
            Note(when, _told is null ? [] : await _told.FindFaultsAsync());
        }
    }

    /// <summary>What must hold once all messages are handled.</summary>
    public async Task AssertSettledAsync(string when = "at the end")
    {
        await CheckAsync(when);
        Note(when, await new WaitlistChecks(By, Now).FindUnsettledAsync());
        Assert.True(_findings.Count == 0, string.Join("; ", _findings));
    }

    public ValueTask DisposeAsync() => _instances.DisposeAsync();

    private void Note(string when, IEnumerable<string> faults) => _findings.AddRange(faults.Select(fault => $"{when}: {fault}"));

    public CommandContext NewContext() =>
        new(new CommitId(new Guid(++_commands, 0, 7 << 12, new byte[8])), Now, "actor", $"command {_commands}");
}
