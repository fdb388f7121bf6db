using System.Text;
using BookingEngine.Bookings;
using BookingEngine.CalendarEntries;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Languages;

namespace BookingEngine.Functions.Pages.Manage;

/// <summary>A booking as a file for a calendar. It has the id of the entry in the mails, so a calendar shows one of both.</summary>
public sealed class EntryFiles(CatalogueCache catalogue)
{
    public async Task<IResult> OfAsync(ApiCall call, PageLook look, Booking booking)
    {
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
