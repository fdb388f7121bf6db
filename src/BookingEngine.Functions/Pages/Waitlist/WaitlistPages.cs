using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Bookings.Book;
using BookingEngine.Functions.Guests;
using BookingEngine.Functions.Pages.Book;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Months;
using BookingEngine.Functions.PublicBookings;
using BookingEngine.Waitlist;
using BookingEngine.Waitlist.Commands;
using BookingEngine.WaitlistMails;
using NodaTime;

namespace BookingEngine.Functions.Pages.Waitlist;

/// <summary>The page of an entry of a waitlist, for everybody who has its link.</summary>
public sealed class WaitlistPages(
    WaitlistLinks links, WaitlistBody body, BookingFinder finder, CatalogueCache catalogue, TakeOfferHandler taking, RefuseOfferHandler refusing,
    LeaveWaitlistHandler leaving, VisitorBookings bookings)
{
    // As long as the mails of the booking have a link to it.
    private static readonly Duration ShownAfterEnd = Duration.FromDays(1);

    public async Task<IResult> ShowAsync(ApiCall call) =>
        MonthChoice.Text(call.Request, "token") is { } token && await links.FindAsync(token, call.Cancellation) is { } linked
            ? await ShowAsync(call, linked, token, StatusCodes.Status200OK)
            : await body.InvalidAsync(call);

    public async Task<IResult> SubmitAsync(ApiCall call, WaitlistForm form, FieldErrors errors)
    {
        if ((form.Token ?? MonthChoice.Text(call.Request, "token")) is not { } token || await links.FindAsync(token, call.Cancellation) is not { } linked)
        {
            return await body.InvalidAsync(call);
        }

        var (asked, offer) = (errors.Problem is null ? form.Action : default(WaitlistAction?), linked.OfferId ?? form.OfferId);
        var command = ManagedBooking.ContextOf(call);
        return asked switch
        {
            WaitlistAction.Take => await TakeAsync(call, linked, token, offer),
            WaitlistAction.Refuse => await ChangedAsync(call, linked, token, await refusing.HandleAsync(linked.Entry.Id, offer, command, call.Cancellation)),
            WaitlistAction.Leave => await ChangedAsync(call, linked, token, await leaving.HandleAsync(linked.Entry.Id, command, call.Cancellation)),
            _ => await ShowAsync(call, linked, token, StatusCodes.Status422UnprocessableEntity, new PageFault { Unclear = true }),
        };
    }

    // A second form gets the same booking, but no manage link after those were revoked.
    private async Task<IResult> TakeAsync(ApiCall call, LinkedEntry linked, string token, OfferId? offer)
    {
        var (errors, entry) = (new FieldErrors(), linked.Entry);
        var service = entry.IsOpen ? await catalogue.ServiceAsync(entry.ServiceId, call.Cancellation) : null;
        var details = service is null ? null : BookingDetails.Read(null, FormAnswers.Of(call.Request.Form, service), service, errors);
        if (errors.Problem is not null)
        {
            return await ShowAsync(call, linked, token, StatusCodes.Status422UnprocessableEntity, new PageFault { Fields = errors });
        }

        var taken = await taking.HandleAsync(new TakeOffer(entry.Id, offer) { Details = details, Languages = entry.Languages }, ManagedBooking.ContextOf(call), call.Cancellation);
        return taken.IsRefused(out var refusal, out var booking)
            ? await ShowAsync(call, await links.FindAsync(token, call.Cancellation) ?? linked, token, StatusCodes.Status409Conflict, new PageFault { Refusal = refusal })
            : IsShown(call, booking) ? Booked(call, booking)
            : await body.OfAsync(call, await links.FindAsync(token, call.Cancellation) ?? linked, token, StatusCodes.Status200OK, new PageFault());
    }

    private async Task<IResult> ChangedAsync(ApiCall call, LinkedEntry linked, string token, Outcome<WaitlistEntry> outcome) => outcome.IsRefused(out var refusal, out var entry)
        ? await ShowAsync(call, linked, token, StatusCodes.Status409Conflict, new PageFault { Refusal = refusal })
        : await ShowAsync(call, linked with { Entry = entry }, token, StatusCodes.Status200OK);

    private async Task<IResult> ShowAsync(ApiCall call, LinkedEntry linked, string token, int status, PageFault? fault = null) =>
        linked.Entry.BookingId is { } id && await finder.FindAsync(id, call.Cancellation) is { } booking && IsShown(call, booking)
            ? Booked(call, booking)
            : await body.OfAsync(call, linked, token, status, fault ?? new PageFault());

    private static bool IsShown(ApiCall call, Booking booking) => booking.LinksRevoked == 0 && call.Now < booking.End + ShownAfterEnd;

    private SeeOther Booked(ApiCall call, Booking booking) => new(BookAddress.Join(BookAddress.Done, [("token", bookings.ManageTokenOf(call, booking))]));
}
