using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;

namespace BookingEngine.Tests.Simulation;

/// <summary>The invariants of bookings. Every answer stays true, each booking is where its events say and listed once, no transfer leaves a
/// reservation, and free slots are offered.</summary>
public sealed class BookingInvariants(History history)
{
    private readonly List<string> _findings = [];

    private BookingMonitor Monitor => history.World.Monitor;

    public IReadOnlyList<string> Check()
    {
        Monitor.CheckNewCommits();
        _findings.AddRange(Monitor.Findings);
        foreach (var operation in history.World.Operations)
        {
            Check(operation, [.. history.EventsOf(operation.Correlation)]);
        }

        foreach (var booking in Monitor.Bookings)
        {
            CheckLocation(booking);
        }

        return _findings;
    }

    /// <summary>Asserts that exactly the free slots are offered. Call it when no work is in progress.</summary>
    public static IEnumerable<string> CheckOffers(History history)
    {
        history.World.Monitor.CheckNewCommits();
        var now = Ports.Clock.Now(history.World);
        foreach (var service in SimulatedTenant.Services.Where(s => s.Capacity == 1))
        {
            foreach (var resource in service.ResourceIds)
            {
                var offered = history.OfferedBy(service.Id, resource);
                var free = Enumerable.Range(0, SimulatedTenant.SlotsInDemand).Select(SimulatedTenant.SlotAt)
                    .Where(s => history.World.Monitor.SimulatedOccupancy.IsFree(resource, service, s, now));
                if (!offered.SequenceEqual(free))
                {
                    yield return $"{service.Id} at {resource}: offered {string.Join(", ", offered)}, free {string.Join(", ", free)}";
                }
            }
        }
    }

    private void Check(SimulatedOperation operation, RecordedEvent[] recorded)
    {
        var events = recorded.Select(e => e.Event).ToList();
        var done = events.Count(e => e is not (MoveReserved or MoveReleased or MoveWithdrawn));
        if (operation.Refusal is { } refusal)
        {
            Expect(done == 0, $"{operation.Correlation} ({operation.Kind}) was refused ({refusal}) and recorded {done} events");
            return;
        }

        var last = Monitor.Find(new BookingId(operation.Id));
        Expect(
            operation.Kind switch
            {
                OperationKind.Book => events is [BookingMade { HoldId: null } e] && e.BookingId.Value == operation.Id,
                OperationKind.BookHold => events is [BookingMade { HoldId: not null } e] && e.BookingId.Value == operation.Id,
                OperationKind.Hold => events is [HoldPlaced e] && e.HoldId == operation.Id,
                OperationKind.Cancel => last.Last is BookingStatus.Cancelled,
                OperationKind.Approve => events is [BookingApproved],
                OperationKind.Decline => events is [BookingDeclined] && last.Last is BookingStatus.Declined,
                OperationKind.Complete => events is [BookingCompleted],
                OperationKind.Miss => events is [NoShowRecorded],
                OperationKind.Reschedule => WasDone(operation.Answer!, events),
                _ => false,
            },
            $"{operation.Correlation} ({operation.Kind}) was answered and recorded {string.Join(", ", events)}");
    }

    // Rescheduled in its calendar, moved to another, or unchanged because it was there already.
    private static bool WasDone(Booking answer, List<IDomainEvent> events) =>
        events.Count == 0
        || events is [BookingRescheduled within] && within.Time.Start == answer.Slot
        || events.OfType<BookingMovedAway>().SingleOrDefault() is { } away && away.To == answer.ResourceId && away.Time.Start == answer.Slot;

    private void CheckLocation(BookingId id)
    {
        var found = Monitor.Find(id);
        var user = Monitor.EventsOf(id).Select(e => e.Event).OfType<BookingMade>().Single().UserId;
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
