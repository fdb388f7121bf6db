using System.Collections.Immutable;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Approve;
using BookingEngine.Bookings.Book;
using BookingEngine.Bookings.Cancel;
using BookingEngine.Bookings.Complete;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Users;

namespace BookingEngine.LocalHost.Demo;

/// <summary>Makes and changes the bookings of the example, in order of time. It skips steps that are already recorded.</summary>
public sealed class BookDemoSlots(
    DemoContexts contexts, BookSlotHandler book, CancelBookingHandler cancel, DecidePendingHandler decide, RecordOutcomeHandler record, BookingFinder finder,
    CatalogueCache catalogue)
{
    public async Task RunAsync(DemoFile file, ImmutableDictionary<DemoPerson, UserId> people, CancellationToken cancellation)
    {
        var steps =
            from booking in DemoBookings.Around(file.StartedAt)
            from step in booking.Steps.Index()
            orderby step.Item.At, booking.Number
            select (booking, step.Index, step.Item);
        foreach (var (booking, index, step) in steps)
        {
            var commit = new CommitId(file.Load).Derive($"booking {booking.Number}");
            var id = new BookingId(new CommitId(commit).Derive("booking"));
            var isRecorded = await finder.FindAsync(id, cancellation) is { } known && known.Versions.Length > index;
            if (!isRecorded)
            {
                var outcome = await (index == 0 ? BookAsync(booking, step, commit) : ChangeAsync(booking, step, id));
                DemoContexts.ValueOrThrow(outcome, $"booking {booking.Number}");
            }
        }

        async Task<Outcome<Booking>> BookAsync(DemoBooking booking, DemoStep step, Guid commit)
        {
            var customer = people[booking.Customer];
            var service = await catalogue.ServiceAsync(booking.Service, cancellation) ?? throw new InvalidOperationException($"No service {booking.Service}.");
            var command = new BookSlot(customer, service, booking.Start) { ResourceId = booking.Resource, Quantity = booking.Quantity };
            return await book.HandleAsync(command, contexts.At(step.At, customer, commit), cancellation);
        }

        Task<Outcome<Booking>> ChangeAsync(DemoBooking booking, DemoStep step, BookingId id)
        {
            var person = step.To is BookingStatus.Cancelled ? booking.Customer : DemoPeople.StaffOf(booking.Resource);
            var (actor, context) = (new Actor(people[person], person.Role), contexts.At(step.At, people[person]));
            return step.To switch
            {
                BookingStatus.Cancelled => cancel.HandleAsync(new CancelBooking(id, actor), context, cancellation),
                BookingStatus.Confirmed => decide.HandleAsync(new DecidePending(id, actor, IsApproved: true), context, cancellation),
                BookingStatus.Declined => decide.HandleAsync(new DecidePending(id, actor, IsApproved: false), context, cancellation),
                _ => record.HandleAsync(new RecordOutcome(id, actor, IsNoShow: step.To is BookingStatus.NoShow), context, cancellation),
            };
        }
    }
}
