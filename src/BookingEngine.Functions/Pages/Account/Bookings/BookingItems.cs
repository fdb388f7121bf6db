using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Languages;
using BookingEngine.Times;

namespace BookingEngine.Functions.Pages.Account.Bookings;

/// <summary>Appointments as a list of links.</summary>
public sealed class BookingItems(CatalogueCache catalogue)
{
    /// <param name="none">The key of the text for an empty list.</param>
    public async Task<string> OfAsync(PageVisit visit, IReadOnlyList<Booking> bookings, string none)
    {
        if (bookings.Count == 0)
        {
            return $"<p>{visit.Text(none)}</p>";
        }

        List<string> items = [];
        foreach (var booking in bookings)
        {
            items.Add(Item(visit, booking, await catalogue.ServiceAsync(booking.ServiceId, visit.Call.Cancellation)));
        }

        return $"<ul class=\"list\">{string.Concat(items)}</ul>";
    }

    private static string Item(PageVisit visit, Booking booking, Service? service)
    {
        var name = service is null || service.Name == DefaultCatalogue.InitialService.Name ? visit.Look.Texts["entry.title"] : service.Name;
        var local = booking.Slot.InZone(ZoneData.Zones[booking.TimeZone]).LocalDateTime;
        var status = booking.Status is BookingStatus.Confirmed ? "" : $"<br><span>{visit.Text($"account.status.{booking.Status.Name}")}</span>";
        return $"<li><a href=\"{AccountLayout.Home}/bookings/{booking.Id}\"><strong>{HtmlPage.Encode(DateTexts.DateAndTime(visit.Look.Language, local))}</strong>{HtmlPage.Encode(name)}{status}</a></li>";
    }
}
