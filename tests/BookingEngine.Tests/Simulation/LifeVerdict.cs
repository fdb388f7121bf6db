using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;

namespace BookingEngine.Tests.Simulation;

/// <summary>What must hold of bookings' lives: every answer stands, each booking is where the events say and once in its list, nothing is left of a
/// move, and what is free is offered.</summary>
public sealed class LifeVerdict(History history)
{
    private readonly List<string> _findings = [];

    private LifeLedger Ledger => history.World.Ledger;

    public IReadOnlyList<string> Judge()
    {
        Ledger.LookOn();
        _findings.AddRange(Ledger.Findings);
        foreach (var deed in history.World.Deeds)
        {
            Judge(deed, [.. history.EventsOf(deed.Correlation)]);
        }

        foreach (var booking in Ledger.Bookings)
        {
            JudgePlace(booking);
        }

        return _findings;
    }

    /// <summary>That what is free by the events is offered, and nothing else: asked when nothing is under way.</summary>
    public static IEnumerable<string> JudgeOffers(History history)
    {
        history.World.Ledger.LookOn();
        var now = Ports.Clock.Now(history.World);
        foreach (var service in House.Services.Where(s => s.Capacity == 1))
        {
            foreach (var resource in service.ResourceIds)
            {
                var offered = history.OfferedBy(service.Id, resource);
                var free = Enumerable.Range(0, House.SlotsInDemand).Select(House.SlotAt)
                    .Where(s => history.World.Ledger.Occupancy.IsFree(resource, service, s, now));
                if (!offered.SequenceEqual(free))
                {
                    yield return $"{service.Id} at {resource}: offered {string.Join(", ", offered)}, free {string.Join(", ", free)}";
                }
            }
        }
    }

    private void Judge(Deed deed, RecordedEvent[] recorded)
    {
        var events = recorded.Select(e => e.Event).ToList();
        var done = events.Count(e => e is not (MoveReserved or MoveReleased or MoveWithdrawn));
        if (deed.Refusal is { } refusal)
        {
            Expect(done == 0, $"{deed.Correlation} ({deed.Kind}) was refused ({refusal}) and recorded {done} events");
            return;
        }

        var last = Ledger.Find(new BookingId(deed.Id));
        Expect(
            deed.Kind switch
            {
                DeedKind.Book => events is [BookingMade { HoldId: null } e] && e.BookingId.Value == deed.Id,
                DeedKind.BookHold => events is [BookingMade { HoldId: not null } e] && e.BookingId.Value == deed.Id,
                DeedKind.Hold => events is [HoldPlaced e] && e.HoldId == deed.Id,
                DeedKind.Cancel => last.Last is BookingStatus.Cancelled,
                DeedKind.Approve => events is [BookingApproved],
                DeedKind.Decline => events is [BookingDeclined] && last.Last is BookingStatus.Declined,
                DeedKind.Complete => events is [BookingCompleted],
                DeedKind.Miss => events is [NoShowRecorded],
                DeedKind.Reschedule => WasDone(deed.Answer!, events),
                _ => false,
            },
            $"{deed.Correlation} ({deed.Kind}) was answered and recorded {string.Join(", ", events)}");
    }

    // In its calendar, to another, or not at all where it was there already.
    private static bool WasDone(Booking answer, List<IDomainEvent> events) =>
        events.Count == 0
        || events is [BookingRescheduled within] && within.Time.Start == answer.Slot
        || events.OfType<BookingMovedAway>().SingleOrDefault() is { } away && away.To == answer.ResourceId && away.Time.Start == answer.Slot;

    private void JudgePlace(BookingId id)
    {
        var found = Ledger.Find(id);
        var user = Ledger.EventsOf(id).Select(e => e.Event).OfType<BookingMade>().Single().UserId;
        var listed = history.ListOf(user).Where(b => b.Id == id).ToList();
        Expect(found.Reserved.Count == 0, $"a reservation is left for the booking {id}");
        Expect(listed.Count == 1, $"the booking {id} is listed {listed.Count} times");
        Expect(
            listed is not [var only] || (found.Last is { } last ? only.Status == last
                : found.Here is [var at] && (at.Calendar, at.Start) == (only.ResourceId.Value, only.Slot) && (at.Status == only.Status || only.Status is BookingStatus.Completed or BookingStatus.NoShow)),
            $"the booking {id} is listed as {listed.FirstOrDefault()}, and is {found}");
    }

    private void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            _findings.Add(otherwise);
        }
    }
}
