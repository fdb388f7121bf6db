using System.Text;
using BookingEngine.Bookings;
using BookingEngine.CalendarEntries;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Guests;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Months;
using BookingEngine.Languages;

namespace BookingEngine.Functions.Pages.Manage;

/// <summary>The booking as a file for a calendar. It has the id of the entry in the mails, so a calendar shows one of both.</summary>
public sealed class EntryPageFunction(HttpEdge edge, ManagedBooking managed, ManagePage page, PageLooks looks, CatalogueCache catalogue) : IHttpFunction
{
    public static string Name => "ManageEntry";

    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Read);

    public static Operation? Operation => null;

    [Function("PageManageEntry")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/entry")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<EntryPageFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call) =>
        MonthChoice.Text(call.Request, "token") is { } token && await managed.OpenAsync(call, token) is { } booking
            ? await FileAsync(call, booking)
            : await page.ShowInvalidAsync(call);

    private async Task<IResult> FileAsync(ApiCall call, Booking booking)
    {
        var look = await looks.OfAsync(call);
        var service = await catalogue.ServiceAsync(booking.ServiceId, call.Cancellation);
        var name = service is null || service.Name == DefaultCatalogue.InitialService.Name ? look.Texts["entry.title"] : service.Name;
        var status = booking.Status switch
        {
            BookingStatus.Pending => EntryStatus.Tentative,
            _ when booking.Status.IsCalledOff => EntryStatus.Cancelled,
            _ => EntryStatus.Confirmed,
        };
        var entry = new CalendarEntry(
            $"{booking.Id}", booking.Versions.Length, call.Now, booking.Slot, booking.End, booking.TimeZone, status,
            look.Brand.DisplayName is { } brand ? $"{name} – {brand}" : name);
        var file = EntryWriter.Write(new EntryFile(
            EntryMethod.Publish, look.Brand.DisplayName ?? look.Texts["entry.title"], LanguageTag.PrimaryOf(look.Language), entry));
        return Results.File(Encoding.UTF8.GetBytes(file), "text/calendar; charset=utf-8", "appointment.ics");
    }
}
