using BookingEngine.Bookings;
using BookingEngine.Bookings.Approve;
using BookingEngine.Bookings.Book;
using BookingEngine.Bookings.Cancel;
using BookingEngine.Bookings.Lists;
using BookingEngine.Bookings.Reschedule;
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
using BookingEngine.ReadModels;
using BookingEngine.Tests.Bookings.Lists;
using BookingEngine.Tests.InMemory;
using BookingEngine.Times;
using BookingEngine.Transfers;
using BookingEngine.Users;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.Transfers;

/// <summary>Three calendars, one booking in the first, and any number of instances, which a test can stop between any two effects.</summary>
public sealed class TransferFixture : IAsyncDisposable
{
    public const string InMemory = FixtureInstances.InMemory;
    public static readonly ResourceId A = new("chair-a"), B = new("chair-b"), C = new("chair-c");
    public static readonly Instant Ten = Instant.FromUtc(2031, 1, 1, 10, 0), Eleven = Ten + Duration.FromHours(1);
    public static readonly Duration MaximumDuration = Duration.FromSeconds(30);
    private static readonly Actor Ada = new(new UserId(new Guid(1, 0, 0, new byte[8])), Role.Customer);
    private static readonly Actor Administrator = new(new UserId(new Guid(2, 0, 0, new byte[8])), Role.Admin);

    private readonly FixtureInstances _instances;
    private readonly IServiceProvider _observer;
    private readonly Dictionary<MoveId, Instant> _underWay = [];
    private int _commands, _effects;
    private (int Effects, Instant At, Duration MaximumDuration)? _checked;

    private TransferFixture(string engine)
    {
        _instances = new FixtureInstances(engine);
        _observer = NewInstance(_ => Task.CompletedTask);
    }

    public Booking Booking { get; private set; } = null!;

    /// <summary>The invariants that were broken at some instant.</summary>
    public List<string> Findings { get; } = [];

    public static async Task<TransferFixture> OpenAsync(string engine, bool approval = false)
    {
        var fixture = new TransferFixture(engine);
        foreach (var chair in new[] { A, B, C })
        {
            await fixture._observer.GetRequiredService<CreateResourceHandler>().HandleAsync(
                new CreateResource(DefaultCatalogue.InitialResource with { Id = chair }), fixture.NewContext(), CancellationToken.None);
        }

        var cut = DefaultCatalogue.InitialService with { Id = new("cut"), ResourceIds = [A, B, C], Approval = approval };
        await fixture._observer.GetRequiredService<CreateServiceHandler>().HandleAsync(new CreateService(cut), fixture.NewContext(), CancellationToken.None);
        fixture.Booking = await fixture.BookAsync(A, Ten);
        await fixture._observer.GetRequiredService<Relay>().RunAsync(CancellationToken.None); // so that it has a position to resume from
        await fixture._observer.GetRequiredService<Sweep>().RunAsync(CancellationToken.None);
        await fixture.ProjectAsync();
        return fixture;
    }

    public async Task<Booking> BookAsync(ResourceId resource, Instant slot)
    {
        var service = await _observer.GetRequiredService<CatalogueCache>().ServiceAsync(new("cut"), CancellationToken.None);
        var booked = await _observer.GetRequiredService<BookSlotHandler>().HandleAsync(
            new BookSlot(Ada.UserId, service!, slot) { ResourceId = resource }, NewContext(), CancellationToken.None);
        Assert.False(booked.IsRefused(out var refusal, out var booking), refusal?.Code);
        return booking;
    }

    /// <param name="step">Called before and after each durable effect.</param>
    public IServiceProvider NewInstance(Step step) => _instances.New(name =>
    {
        _effects += SteppedPorts.IsDone(name) ? 1 : 0;
        return step(name);
    });

    public string Stored() => _instances.Stored();

    public void LoseMessages() => _instances.Queue.Clear();

    public void Pass(Duration time) => _instances.Clock.Advance(time.ToTimeSpan());

    public Task<Outcome<Booking>> RescheduleAsync(IServiceProvider by, ResourceId to, Instant slot, Booking? booking = null) =>
        by.GetRequiredService<RescheduleBookingHandler>().HandleAsync(
            new RescheduleBooking((booking ?? Booking).Id, Ada, new SlotInput(default, slot), to, IsOverride: false), NewContext(), CancellationToken.None);

    public Task<Outcome<Booking>> CancelAsync(IServiceProvider by) =>
        by.GetRequiredService<CancelBookingHandler>().HandleAsync(new CancelBooking(Booking.Id, Ada), NewContext(), CancellationToken.None);

    public Task<Outcome<Booking>> ApproveAsync(IServiceProvider by) => by.GetRequiredService<DecidePendingHandler>().HandleAsync(
        new DecidePending(Booking.Id, Administrator, IsApproved: true), NewContext(), CancellationToken.None);

    /// <summary>Delivers every visible transfer message to the instance. Messages for which <paramref name="keeps"/> is true stay on the
    /// queue.</summary>
    public async Task SettleAsync(IServiceProvider by, bool keeps = false)
    {
        foreach (var message in keeps ? _instances.Queue.Visible(QueueNames.Moves) : _instances.Queue.Take(QueueNames.Moves))
        {
            await by.GetRequiredService<RecoverTransferHandler>().HandleAsync(message, CancellationToken.None);
        }
    }

    public Task ProjectAsync() => _instances.ProjectAsync(_observer);

    public async Task<BookingLocation> FindAsync(Booking? booking = null) => BookingLocation.Of((booking ?? Booking).Id, await EventsAsync());

    public Task<IReadOnlyList<Booking>> ListAsync() => ListedBookings.OfAsync(_observer.GetRequiredService<ListBookingsHandler>(), Ada.UserId);

    /// <summary>The invariants at every instant: an active booking is in one calendar and listed once, and no reservation lasts longer than 30
    /// seconds. Checks again only after an effect or some time.</summary>
    /// <param name="maximumDuration">The maximum duration of a transfer.</param>
    public async Task CheckAsync(string when, Duration? maximumDuration = null)
    {
        var state = (_effects, _instances.Clock.Now(), maximumDuration ?? MaximumDuration);
        if (_checked == state)
        {
            return;
        }

        _checked = state;
        var (found, listed) = (await FindAsync(), (await ListAsync()).Count(b => b.Id == Booking.Id));
        Expect(found.Holders == (found.Last is null ? 1 : 0), $"{when}: it is in {found.Holders} calendars");
        Expect(listed == 1, $"{when}: it is listed {listed} times");
        foreach (var (move, _) in found.Reserved)
        {
            _underWay.TryAdd(move, _instances.Clock.Now());
            Expect(_instances.Clock.Now() - _underWay[move] <= (maximumDuration ?? MaximumDuration), $"{when}: a move is under way for too long");
        }
    }

    /// <summary>The invariants at the end.</summary>
    public async Task<Booking> AssertSettledAsync(string when)
    {
        await CheckAsync(when);
        var found = await FindAsync();
        var listed = (await ListAsync()).Single(b => b.Id == Booking.Id);
        Expect(found.Reserved.Count == 0, $"{when}: a reservation is left");
        Expect(
            found.Last is { } last ? listed.Status == last : found.Here is [var at] && at == (listed.ResourceId.Value, listed.Slot, listed.Status),
            $"{when}: it is listed as {listed.Status} at {listed.ResourceId}, {listed.Slot}");
        var check = await _observer.GetRequiredService<Rebuild>().CheckAsync(new SilentProgress(), CancellationToken.None);
        Expect(check is { Different: 0, Unreadable: 0 }, $"{when}: read models {check}");
        Assert.True(Findings.Count == 0, string.Join("; ", Findings));
        return listed;
    }

    public ValueTask DisposeAsync() => _instances.DisposeAsync();

    private async Task<List<RecordedEvent>> EventsAsync()
    {
        List<RecordedEvent> events = [];
        foreach (var chair in new[] { A, B, C })
        {
            var commits = await _observer.GetRequiredService<IEventStore>().ReadAsync(Calendar.StreamOf(chair), 0, 1_000, CancellationToken.None);
            events.AddRange(commits.SelectMany(_observer.GetRequiredService<EventCatalogue>().Read));
        }

        return events;
    }

    private CommandContext NewContext() =>
        new(new CommitId(new Guid(++_commands, 0, 7 << 12, new byte[8])), _instances.Clock.Now(), "actor", $"command {_commands}");

    private void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            Findings.Add(otherwise);
        }
    }
}
