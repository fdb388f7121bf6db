using BookingEngine.Bookings;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Pages.Book;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.PublicBookings;
using BookingEngine.PublicBookings;
using BookingEngine.Times;

namespace BookingEngine.Functions.Pages.Confirm;

/// <summary>The page on which a visitor confirms a booking that a mail asks for.</summary>
public sealed class ConfirmPage(PageLooks looks, BookingRequests requests, VisitorBookings bookings, CatalogueCache catalogue)
{
    /// <summary>A used link shows the booking.</summary>
    public async Task<IResult> ShowAsync(ApiCall call, string token)
    {
        var look = await looks.OfAsync(call);
        return await requests.FindAsync(token, call.Cancellation) switch
        {
            { Booking: { } booking } => Booked(call, booking),
            { Request: var request } when call.Now < request.Expires => await FormAsync(call, look, request, token),
            { Request: var request } => Expired(look, new BookAddress(request.ServiceId.Value, null, null, null, null).ServicePath),
            null => Expired(look, "/book"),
        };
    }

    public async Task<IResult> SubmitAsync(ApiCall call, string token)
    {
        var outcome = await requests.ConfirmAsync(token, call.Command, call.Cancellation);
        if (!outcome.IsRefused(out var refusal, out var booking))
        {
            return Booked(call, booking);
        }

        var look = await looks.OfAsync(call);
        return refusal == PublicBookingRefusals.InvalidLink ? Expired(look, "/book") : new HtmlPage(
            look, StatusCodes.Status409Conflict, look.Texts["book.confirm.failed"],
            $"{RefusedNotice.Of(look, refusal)}<p><a class=\"button\" href=\"/book\">{HtmlPage.Encode(look.Texts["book.again"])}</a></p>");
    }

    private SeeOther Booked(ApiCall call, Booking booking) => new(BookAddress.Join(BookAddress.Done, [("token", bookings.ManageTokenOf(call, booking))]));

    private static HtmlPage Expired(PageLook look, string address) =>
        BookPages.Notice(look, StatusCodes.Status400BadRequest, "page.invalid.title", "book.confirm.invalid", address);

    private async Task<HtmlPage> FormAsync(ApiCall call, PageLook look, BookingRequested request, string token)
    {
        var service = await catalogue.ServiceAsync(request.ServiceId, call.Cancellation);
        var zone = ZoneData.Zones[request.Time.TimeZone];
        return new(
            look, StatusCodes.Status200OK, look.Texts["book.confirm.title"],
            $"""
            <dl>{DetailsStep.Row(look.Texts["mail.service"], service?.Name ?? request.ServiceId.Value, "")}{DetailsStep.Row(look.Texts["mail.when"], DetailsStep.When(look, request.Time.Start, zone, zone), "")}</dl>
            <form method="post" action="/confirm-booking">{HiddenFields.Of(("token", token))}
            <button type="submit">{HtmlPage.Encode(look.Texts["book.confirm.button"])}</button></form>
            """)
        {
            Script = BookScript.Text,
        };
    }
}
