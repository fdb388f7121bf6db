using BookingEngine.Bookings;
using BookingEngine.Bookings.Cancel;
using BookingEngine.Bookings.Reschedule;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.Slots;
using BookingEngine.Times;

namespace BookingEngine.Functions.Pages.Manage;

/// <summary>Does what the customer asks for on a page.</summary>
public sealed class CustomerChanges(CancelBookingHandler cancellations, RescheduleBookingHandler rescheduling)
{
    public async Task<Outcome<Booking>> RunAsync(
        Actor actor, BookingId booking, ManagePageAction action, ManagePageForm form, CommandContext context, CancellationToken cancellation) =>
        action is ManagePageAction.Cancel ? await cancellations.HandleAsync(new CancelBooking(booking, actor) { Reason = form.Reason }, context, cancellation)
            : SlotTime.TryRead(form.Slot!) is { } when
                ? await rescheduling.HandleAsync(new RescheduleBooking(booking, actor, when, null, IsOverride: false) { Reason = form.Reason }, context, cancellation)
                : SlotRefusals.OffGrid;
}
