using BookingEngine.Catalogue;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Languages;
using BookingEngine.Times;
using BookingEngine.Waitlist;
using BookingEngine.WaitlistMails;

namespace BookingEngine.Functions.Pages.Account.Waiting;

/// <summary>One's open entries in waitlists, as links to their pages.</summary>
public sealed class WaitingItems(WaitlistEntries entries, WaitlistLinks links, CatalogueCache catalogue)
{
    /// <summary>Nothing for those who do not wait.</summary>
    public async Task<string> OfAsync(PageVisit visit)
    {
        List<string> items = [];
        foreach (var entry in await entries.OfCustomerAsync(visit.Call.Caller.UserId, visit.Call.Cancellation))
        {
            if (entry.IsOpen)
            {
                items.Add(Item(visit, entry, await catalogue.ServiceAsync(entry.ServiceId, visit.Call.Cancellation)));
            }
        }

        return items.Count == 0 ? "" : $"<h2 class=\"part\">{visit.Text("account.waitlist")}</h2><ul class=\"list\">{string.Concat(items)}</ul>";
    }

    private string Item(PageVisit visit, WaitlistEntry entry, Service? service)
    {
        var name = service is null || service.Name == DefaultCatalogue.InitialService.Name ? visit.Look.Texts["entry.title"] : service.Name;
        var (title, state) = entry.OfferedAt(visit.Call.Now) is { } offer
            ? (DateTexts.DateAndTime(visit.Look.Language, offer.Time.Start.InZone(ZoneData.Zones[offer.Time.TimeZone]).LocalDateTime), visit.Text("page.waitlist.offered"))
            : (WishDates.Of(entry.Wish, visit.Look.Language), visit.Text("page.waitlist.waiting"));
        return $"<li><a href=\"/waitlist?token={links.TokenOf(entry)}\"><strong>{HtmlPage.Encode(title)}</strong>{HtmlPage.Encode(name)}<br><span>{state}</span></a></li>";
    }
}
