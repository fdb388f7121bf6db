using BookingEngine.Bookings;
using BookingEngine.Branding;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Bookings.Book;
using BookingEngine.Functions.Fields;
using BookingEngine.Guests;
using BookingEngine.Notifications;
using BookingEngine.PublicBookings;

namespace BookingEngine.Functions.PublicBookings;

/// <summary>Books what visitors hold, for routes and pages alike.</summary>
public sealed class VisitorBookings(SubmitBookingHandler handler, ManageLinks links, PublicLinks addresses, BrandCache brands)
{
    public Task<Service?> ServiceOfAsync(ApiCall call, VisitorHold hold) => handler.ServiceOfAsync(hold, call.Cancellation);

    /// <param name="service">Null if the hold is gone; then the command refuses.</param>
    /// <param name="errors">Gets the errors of the answers.</param>
    public async Task<Outcome<SubmittedBooking>?> SubmitAsync(ApiCall call, VisitorHold hold, Service? service, PublicBookingRequest request, FieldErrors errors)
    {
        var details = service is null ? null : BookingDetails.Read(request.Notes, request.Answers, service, errors);
        return errors.Problem is not null ? null : await handler.HandleAsync(
            new SubmitBooking(hold, request.ToGuest(), details, request.Verification is true) { Languages = AcceptedLanguages.ListOf(call.Request) },
            call.Command, call.Cancellation);
    }

    /// <summary>The token of the link for the visitor who has just booked.</summary>
    public string ManageTokenOf(ApiCall call, Booking booking) => links.TokenOf(ManageLinks.For(booking, call.Now));

    public async Task<Uri> ManageLinkAsync(ApiCall call, Booking booking) =>
        addresses.Of(await brands.FindAsync(call.Cancellation)).Manage(ManageTokenOf(call, booking));
}
