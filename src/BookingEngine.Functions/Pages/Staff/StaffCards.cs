using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Hours;
using BookingEngine.Languages;
using NodaTime;

namespace BookingEngine.Functions.Pages.Staff;

/// <summary>A booking, or a blocked time, in the calendar.</summary>
/// <param name="ShowsResource">Whether bookings of several resources are shown.</param>
/// <param name="ShowsZone">Whether they are in several zones.</param>
internal sealed record StaffCards(PageVisit Visit, bool ShowsResource, bool ShowsZone)
{
    private string Language => Visit.Look.Language;

    /// <param name="withDate">For a list of what waits for approval: nothing else is in it.</param>
    public string Of(StaffEntry entry, bool withDate)
    {
        var (booking, start) = (entry.Booking, entry.Start);
        var when = $"{(withDate ? DateTexts.Date(Language, start.Date) + ", " : "")}{Time(start)} – {Time(entry.End)}{(ShowsZone ? $" ({start.Zone.Id})" : "")}";
        var what = string.Join(" · ", [entry.Names.Service ?? booking.ServiceId.Value, .. ShowsResource ? [entry.Names.Resource ?? booking.ResourceId.Value] : Array.Empty<string>()]);
        return $"<li><a class=\"card {(withDate ? "" : booking.Status.Name)}\" href=\"{StaffPaths.Booking(booking.Id)}\"><span class=\"when\">{HtmlPage.Encode(when)}</span>"
            + $"<strong dir=\"auto\">{HtmlPage.Encode(entry.Person ?? Visit.Look.Texts["staff.erased"])}</strong><span dir=\"auto\">{HtmlPage.Encode(what)}</span>{(withDate ? "" : Chip(booking))}</a></li>";
    }

    public string Of(LocalDate date, StaffResource resource, TimeOff off)
    {
        var (from, to) = (off.From.InZone(resource.Zone), off.To.InZone(resource.Zone));
        var when = $"{(from.Date < date ? "" : Time(from))} – {(to.Date > date ? "" : Time(to))}".Trim();
        return $"<li class=\"card off\"><span class=\"when\">{HtmlPage.Encode(when == "–" ? Visit.Look.Texts["staff.all_day"] : when)}</span><strong>{Visit.Text("staff.blocked")}</strong>"
            + $"<span dir=\"auto\">{HtmlPage.Encode(string.Join(" · ", [.. ShowsResource ? [resource.Resource.Name] : Array.Empty<string>(), .. off.Reason is { } why ? [why] : Array.Empty<string>()]))}</span></li>";
    }

    // What is confirmed needs no word.
    private string Chip(Booking booking) => booking.Status is BookingStatus.Confirmed ? "" : $"<span class=\"chip\">{Visit.Text($"staff.status.{booking.Status.Name}")}</span>";

    private string Time(ZonedDateTime at) => DateTexts.ShortTime(Language, at.TimeOfDay);
}
