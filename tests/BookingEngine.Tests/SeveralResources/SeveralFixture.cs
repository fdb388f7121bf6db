using System.Collections.Immutable;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Approve;
using BookingEngine.Bookings.Book;
using BookingEngine.Bookings.Cancel;
using BookingEngine.Bookings.ChangeEnd;
using BookingEngine.Bookings.Lists;
using BookingEngine.Bookings.Reschedule;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Resources;
using BookingEngine.Catalogue.Services;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Holds;
using BookingEngine.Pipeline;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.ReadModels;
using BookingEngine.Tests.InMemory;
using BookingEngine.Tests.Told;
using BookingEngine.Tests.Transfers;
using BookingEngine.Times;
using BookingEngine.Transfers;
using BookingEngine.Users;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.SeveralResources;

/// <summary>Two persons, two rooms and three cameras, a service that takes a person, a room and two of the cameras, and any number of instances, which a test
/// can stop between any two effects. The calendar of the first room leads: it is chosen first, and its name is the last.</summary>
public sealed class SeveralFixture : IAsyncDisposable
{
    public const string InMemory = FixtureInstances.InMemory, Embedded = FixtureInstances.Embedded;
    public static readonly ResourceId PersonOne = new("person-1"), PersonTwo = new("person-2"), Room = new("room-1"), RoomTwo = new("room-2");
    public static readonly ResourceId[] Cameras = [new("camera-1"), new("camera-2"), new("camera-3")];
    public static readonly ImmutableArray<ResourceId> All = [.. Cameras, PersonOne, PersonTwo, RoomTwo, Room];
    public static readonly Instant Ten = Instant.FromUtc(2031, 1, 1, 10, 0), Eleven = Ten + Duration.FromHours(1);
    public static readonly Duration LongestReservation = Duration.FromSeconds(30);
    private static readonly Actor Ada = new(new UserId(new Guid(1, 0, 0, new byte[8])), Role.Customer);
    private static readonly Actor Administrator = new(new UserId(new Guid(2, 0, 0, new byte[8])), Role.Admin);

    private readonly FixtureInstances _instances;
    private readonly IServiceProvider _observer;
    private readonly Dictionary<(ResourceId, MoveId), Instant> _reserved = [];
    private readonly SeveralChecks _checks;
    private ToldChecks? _told;
    private (int Writes, Instant Now) _checked;
    private ServiceId _service = new("shoot");
    private int _commands;

    private SeveralFixture(string engine)
    {
        _instances = new FixtureInstances(engine);
        _observer = NewInstance(_ => Task.CompletedTask);
        _checks = new SeveralChecks(_observer, All);
    }

    public List<string> Findings { get; } = [];

    public static async Task<SeveralFixture> OpenAsync(string engine, bool approval = false, params VisitSegment[] visit)
    {
        var fixture = new SeveralFixture(engine);
        foreach (var resource in All)
        {
            await fixture._observer.GetRequiredService<CreateResourceHandler>().HandleAsync(
                new CreateResource(DefaultCatalogue.InitialResource with { Id = resource, Kind = resource.Value.Split('-')[0] }), fixture.NewContext(), CancellationToken.None);
        }

        await (visit.Length > 0 ? fixture.CreateVisitAsync([.. visit]) : fixture.CreateAsync(DefaultCatalogue.InitialService with
        {
            Id = fixture._service,
            ResourceIds = [],
            Approval = approval,
            Needs = [new(1) { Kind = "person" }, new(1) { Kind = "room" }, new(2) { ResourceIds = [.. Cameras] }],
        }));
        await fixture._observer.GetRequiredService<Relay>().RunAsync(CancellationToken.None); // so that it has a position to resume from
        await fixture._observer.GetRequiredService<Sweep>().RunAsync(CancellationToken.None);
        await fixture.ProjectAsync();
        fixture._told = await ToldChecks.BeginAsync(fixture._observer, fixture._instances, All, Ada.UserId, PersonOne, Cameras[0]);
        return fixture;
    }

    /// <summary>The first person twice, with a camera and the room between. What the person does is limited to twice a day, so a customer has one on a day.</summary>
    public static VisitSegment[] Visit => [new(new("hair")), new(new("light")), new(new("print")), new(new("hair"))];

    private static Service Part(string id, int before, int after, params ResourceId[] by) => DefaultCatalogue.InitialService with
    {
        Id = new(id),
        ResourceIds = [.. by],
        BufferBefore = Duration.FromMinutes(before),
        BufferAfter = Duration.FromMinutes(after),
    };

    private async Task CreateVisitAsync(ImmutableArray<VisitSegment> segments)
    {
        await CreateAsync(Part("hair", 0, 10, PersonOne) with { Limits = new CustomerLimits(Active: null, PerDay: 2) });
        await CreateAsync(Part("light", 5, 5, Cameras));
        await CreateAsync(Part("print", 0, 0, Room));
        await CreateAsync(DefaultCatalogue.InitialService with { Id = _service = new("visit"), ResourceIds = [], Segments = segments });
    }

    private async Task CreateAsync(Service service) => Assert.Null((await _observer.GetRequiredService<CreateServiceHandler>().HandleAsync(
        new CreateService(service), NewContext(), CancellationToken.None)).Refusal);

    /// <param name="step">Called before and after each durable effect.</param>
    public IServiceProvider NewInstance(Step step) => _instances.New(step);

    /// <summary>Somebody who looks after the resource, and is told of its bookings.</summary>
    public Task JoinStaffAsync(string address, ResourceId resource) => _told!.People.JoinStaffAsync(address, resource);

    /// <summary>What was mailed, to whom, as the methods of the entries.</summary>
    public IEnumerable<string> MailedTo(string address) => _instances.Mails.Mails.Where(mail => mail.ToAddress == address).Select(mail => mail.Entry!.Method);

    /// <summary>As if a second event of one decision caused a mail.</summary>
    public async Task RepeatLastMailAsync()
    {
        await _instances.Mails.SendAsync(_instances.Mails.Mails[^1], CancellationToken.None);
        _instances.NoteWrite();
    }

    public static UserId Customer => Ada.UserId;

    internal async Task<Service> ServiceAsync(IServiceProvider by) => (await by.GetRequiredService<CatalogueCache>().ServiceAsync(_service, CancellationToken.None))!;

    public string Stored() => _instances.Stored();

    public void LoseMessages() => _instances.Queue.Clear();

    public void PassTo(Instant time) => Pass(time - _instances.Clock.Now());

    public void Pass(Duration time) => _instances.Clock.Advance(time.ToTimeSpan());

    public async Task<Outcome<Booking>> BookAsync(IServiceProvider by, Instant slot, params ResourceId[] required)
    {
        return await by.GetRequiredService<BookSlotHandler>().HandleAsync(
            new BookSlot(Ada.UserId, await ServiceAsync(by), slot) { ResourceIds = required }, NewContext(), CancellationToken.None);
    }

    public Task<Outcome<Booking>> BookAsync(Instant slot) => BookAsync(_observer, slot);

    public Task<Outcome<Hold>> HoldAsync(IServiceProvider by, Instant slot) => by.GetRequiredService<PlaceHoldHandler>().HandleAsync(
        new PlaceHold(Ada.UserId, new SlotInput(default, slot), Duration.FromMinutes(10)) { ServiceId = _service }, NewContext(), CancellationToken.None);

    public async Task<Outcome<Booking>> BookHoldAsync(IServiceProvider by, Hold hold)
    {
        return await by.GetRequiredService<BookHoldHandler>().HandleAsync(new BookHold(Ada.UserId, hold.Id, await ServiceAsync(by)), NewContext(), CancellationToken.None);
    }

    /// <summary>Whether each resource of the hold has it, or none does.</summary>
    public async Task<bool> IsHeldAsync(Hold hold)
    {
        var held = (await _checks.CalendarsAsync()).Where(c => c.Calendar.Occupied.All.Any(e => (e.State.Shared?.BookingId.Value ?? e.Id) == hold.Id.Value
            && e is { State.Status: BookingStatus.Held } && _instances.Clock.Now() < e.Expires)).Select(c => c.Resource).Order(ByName).ToList();
        Assert.True(held.Count == 0 || held.SequenceEqual(hold.Resources!.Value.Select(r => r.ResourceId).Order(ByName)), $"held at {string.Join(", ", held)}");
        return held.Count > 0;
    }

    private static Comparer<ResourceId> ByName { get; } = Comparer<ResourceId>.Create((one, other) => string.CompareOrdinal(one.Value, other.Value));

    public Task<Outcome<Booking>> RescheduleAsync(IServiceProvider by, Booking booking, Instant slot, params ResourceId[] required) =>
        by.GetRequiredService<RescheduleBookingHandler>().HandleAsync(
            new RescheduleBooking(booking.Id, Ada, new SlotInput(default, slot), null, IsOverride: false) { ResourceIds = required }, NewContext(),
            CancellationToken.None);

    public Task<Outcome<Booking>> CancelAsync(IServiceProvider by, Booking booking) =>
        by.GetRequiredService<CancelBookingHandler>().HandleAsync(new CancelBooking(booking.Id, Ada), NewContext(), CancellationToken.None);

    public Task<Outcome<Booking>> EndAsync(IServiceProvider by, Booking booking, Instant end) => by.GetRequiredService<ChangeEndHandler>().HandleAsync(
        new ChangeEnd(booking.Id, Administrator, new SlotInput(default, end), IsOverride: false), NewContext(), CancellationToken.None);

    public Task<Outcome<Booking>> ApproveAsync(IServiceProvider by, Booking booking) => by.GetRequiredService<DecidePendingHandler>().HandleAsync(
        new DecidePending(booking.Id, Administrator, IsApproved: true), NewContext(), CancellationToken.None);

    public Task<int> SweepAsync() => _observer.GetRequiredService<TransferSweep>().RunAsync(CancellationToken.None);

    /// <summary>Delivers every visible message about an unfinished act to the instance.</summary>
    public async Task SettleAsync(IServiceProvider by)
    {
        foreach (var message in _instances.Queue.Take(QueueNames.Moves))
        {
            await by.GetRequiredService<RecoverTransferHandler>().HandleAsync(message, CancellationToken.None);
        }
    }

    public Task ProjectAsync() => _instances.ProjectAsync(_observer);

    /// <summary>What must hold at every instant: nobody sees a part of a booking or is told of one, no time is taken twice, and no reservation lasts longer
    /// than 30 seconds.</summary>
    public async Task CheckAsync(string when)
    {
        if (_checked == (_instances.Writes, _instances.Clock.Now()))
        {
            return; // nothing has changed since
        }

        var calendars = await _checks.CalendarsAsync();
        var versions = calendars.ToDictionary(c => Calendar.StreamOf(c.Resource), c => c.Version);
        Findings.AddRange((await _checks.FindVisibleFaultsAsync(calendars)).Select(fault => $"{when}: {fault}"));
        Findings.AddRange((_told is null ? [] : await _told.FindFaultsAsync(versions)).Select(fault => $"{when}: {fault}"));
        foreach (var (resource, calendar, _) in calendars)
        {
            foreach (var (move, _) in calendar.PendingTransfers(resource))
            {
                _reserved.TryAdd((resource, move.MoveId), _instances.Clock.Now());
                Expect(_instances.Clock.Now() - _reserved[(resource, move.MoveId)] <= LongestReservation, $"{when}: {resource} is reserved for too long");
            }
        }

        _checked = (_instances.Writes, _instances.Clock.Now());
    }

    /// <summary>Lets mails that waited for a read model be sent. Those about several bookings of a series do.</summary>
    public async Task AwaitMailsAsync(string when)
    {
        await CheckAsync(when);
        Findings.AddRange((await _told!.AwaitMailsAsync()).Select(fault => $"{when}: {fault}"));
    }

    /// <summary>What must hold at the end.</summary>
    /// <returns>Ada's bookings.</returns>
    public async Task<IReadOnlyList<Booking>> AssertSettledAsync(string when)
    {
        await CheckAsync(when);
        Findings.AddRange((await _checks.FindUnsettledAsync()).Select(fault => $"{when}: {fault}"));
        Findings.AddRange(_told!.FindUntold().Select(fault => $"{when}: {fault}"));
        var check = await _observer.GetRequiredService<Rebuild>().CheckAsync(new SilentProgress(), CancellationToken.None);
        Expect(check is { Different: 0, Unreadable: 0 }, $"{when}: read models {check}");
        Assert.True(Findings.Count == 0, string.Join("; ", Findings));
        var bookings = await _checks.ListAsync(new BookingFilter { OfAll = true });
        Assert.All(bookings, booking => Assert.Equal(
            booking.Segments is { } segments ? segments.Select(segment => segment.ResourceId).Distinct().Count() : 4, booking.ResourceIds.Count()));
        return bookings;
    }

    public ValueTask DisposeAsync() => _instances.DisposeAsync();

    internal CommandContext NewContext() =>
        new(new CommitId(new Guid(++_commands, 0, 7 << 12, new byte[8])), _instances.Clock.Now(), "actor", $"command {_commands}");

    private void Expect(bool holds, string otherwise) => Findings.AddRange(holds ? [] : [otherwise]);
}
