using BookingEngine.Bookings;
using BookingEngine.Bookings.Book;
using BookingEngine.Bookings.Cancel;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Holds;
using BookingEngine.Ports;
using BookingEngine.Times;
using BookingEngine.Users;
using BookingEngine.Waitlist;
using BookingEngine.Waitlist.Commands;
using NodaTime;

namespace BookingEngine.Tests.Simulation.Waiting;

/// <summary>A customer who books, holds, cancels, waits, takes, refuses and leaves at random.</summary>
public sealed class WaitingCustomer(World world, int number) : RandomCustomer<object>(operations: 20)
{
    /// <summary>At the own entries, after each operation.</summary>
    private const int Looks = 3;

    private readonly UserId _user = new(new Guid(number + 1, 0, 0, new byte[8]));
    private readonly List<Booking> _bookings = [];
    private readonly List<EntryId> _entries = [];

    /// <summary>The bookings that were answered when an offer was taken.</summary>
    public List<Booking> Taken { get; } = [];

    protected override async Task NextAsync(Node node, int operation)
    {
        var context = new CommandContext(new CommitId(world.Next()), world.Now(), _user.ToString(), $"customer {number} operation {operation}");
        switch (world.Random.Next(12))
        {
            case < 3:
                await BookAsync(node, context);
                break;
            case 3:
                await NoteAsync("hold", () => node.Get<PlaceHoldHandler>().HandleAsync(
                    new PlaceHold(_user, new SlotInput(default, Slot()), Duration.FromMinutes(1)) { ServiceId = WaitlistTenant.Cut }, context, CancellationToken.None));
                break;
            case < 7 when _bookings.Count > 0:
                var leaving = _bookings[world.Random.Next(_bookings.Count)];
                await NoteAsync("cancel", () => node.Get<CancelBookingHandler>().HandleAsync(
                    new CancelBooking(leaving.Id, new Actor(_user, Role.Customer)), context, CancellationToken.None));
                _bookings.Remove(leaving);
                break;
            case < 11:
                await JoinAsync(node, context);
                break;
            case 11 when _entries.Count > 0:
                await LeaveAsync(node, AnyEntry(), context);
                break;
        }

        for (var look = 1; look <= Looks; look++)
        {
            await World.ReadRepeatedlyAsync(node, reads: world.Random.Next(60));
            await AnswerAsync(node, context with { CommitId = new CommitId(world.Next()), CorrelationId = $"{context.CorrelationId} look {look}" });
        }
    }

    // To an own offer, if there is one. Half of them wait for a later look, or expire.
    private async Task AnswerAsync(Node node, CommandContext context)
    {
        foreach (var id in _entries.ToList())
        {
            var entry = await node.Get<WaitlistEntries>().FindAsync(id, CancellationToken.None);
            _ = entry is { IsOpen: false } && _entries.Remove(id);
            if (entry is { Offered: not null } && world.Random.Next(2) == 0)
            {
                await AnswerAsync(node, id, context);
                return;
            }
        }
    }

    private Task AnswerAsync(Node node, EntryId id, CommandContext context) => world.Random.Next(6) switch
    {
        0 => LeaveAsync(node, id, context),
        < 3 => NoteAsync("refuse", () => node.Get<RefuseOfferHandler>().HandleAsync(id, null, context, CancellationToken.None)),
        _ => TakeAsync(node, id, context),
    };

    private Task LeaveAsync(Node node, EntryId id, CommandContext context) =>
        NoteAsync("leave", () => node.Get<LeaveWaitlistHandler>().HandleAsync(id, context, CancellationToken.None));

    protected override Task SendAsync(Node node, object request) => Task.CompletedTask;

    private async Task BookAsync(Node node, CommandContext context)
    {
        var service = await node.Get<CatalogueCache>().ServiceAsync(WaitlistTenant.Services[world.Random.Next(WaitlistTenant.Services.Length)], CancellationToken.None);
        if (await NoteAsync("book", () => node.Get<BookSlotHandler>().HandleAsync(new BookSlot(_user, service!, Slot()), context, CancellationToken.None)) is { } booking)
        {
            _bookings.Add(booking);
        }
    }

    private async Task JoinAsync(Node node, CommandContext context)
    {
        var (slot, service) = (Slot(), WaitlistTenant.Services[world.Random.Next(WaitlistTenant.Services.Length)]);
        var join = new JoinWaitlist(_user, service, new RangeBound(null, slot), new RangeBound(null, slot + Duration.FromMinutes(world.Random.Next(2) == 0 ? 1 : 40)));
        if (await NoteAsync("join", () => node.Get<JoinWaitlistHandler>().HandleAsync(join, context, CancellationToken.None)) is { } entry)
        {
            _entries.Add(entry.Id);
        }
    }

    private async Task TakeAsync(Node node, EntryId id, CommandContext context)
    {
        if (await NoteAsync("take", () => node.Get<TakeOfferHandler>().HandleAsync(new TakeOffer(id, null), context, CancellationToken.None)) is { } booking)
        {
            Taken.Add(booking);
            _bookings.Add(booking);
        }
    }

    private async Task<T?> NoteAsync<T>(string act, Func<Task<Outcome<T>>> run)
        where T : class
    {
        if (await World.AnswerOfAsync(run) is not { } outcome)
        {
            return null;
        }

        var refused = outcome.IsRefused(out var refusal, out var value);
        world.Acts.Add($"{act}: {(refused ? refusal!.Code : "done")}");
        return refused ? null : value;
    }

    private EntryId AnyEntry() => _entries[world.Random.Next(_entries.Count)];

    private static Instant SlotAt(int n) => WaitlistTenant.FirstSlot + (Duration.FromMinutes(30) * n);

    private Instant Slot() => SlotAt(world.Random.Next(WaitlistTenant.SlotsInDemand));
}
