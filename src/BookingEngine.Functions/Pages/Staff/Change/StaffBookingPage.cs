using BookingEngine.Availability;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Months;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Languages;
using BookingEngine.Times;

namespace BookingEngine.Functions.Pages.Staff.Change;

/// <summary>The page of a booking.</summary>
public sealed class StaffBookingPage(MonthFinder months)
{
    /// <param name="error">Why the form was refused; null for a page that was opened.</param>
    public async Task<HtmlPage> ShowAsync(PageVisit visit, int status, StaffBooking shown, string? error = null)
    {
        var (call, look, body) = (visit.Call, visit.Look, new StaffBookingBody(visit, shown));
        var done = StaffBookingForm.ActionOf(MonthChoice.Text(call.Request, "done")) is { } action && error is null
            ? look.Texts[$"staff.done.{StaffBookingForm.NameOf(action)}"]
            : MonthChoice.Text(call.Request, "done") == "booked" ? look.Texts["staff.done.booked"] : null;
        return StaffLayout.Page(
            visit, status, StaffPaths.Calendar, shown.Person ?? look.Texts["staff.erased"],
            $"""
            {StaffLayout.Error(error)}{StaffLayout.Note(done)}
            <div class="two">{body.Facts()}<section class="actions" aria-label="{visit.Text("staff.actions")}">{body.Actions(call.Now)}</section></div>
            {(body.CanMove(call.Now) && IsMoving(visit) ? await MonthAsync(visit, shown, body) : "")}
            """) with
        {
            IsFull = false,
            IsWide = true,
            Lead = $"<a class=\"back\" href=\"{HtmlPage.Encode(body.DayAddress)}\">{visit.Text("book.back")}</a>",
        };
    }

    private static bool IsMoving(PageVisit visit) => visit.Call.Request.Query.ContainsKey("move");

    private async Task<string> MonthAsync(PageVisit visit, StaffBooking shown, StaffBookingBody body)
    {
        var booking = shown.Booking;
        var request = new AvailabilityRequest(booking.ServiceId, booking.ResourceId, booking.Quantity, null, CanSeeRetired: false)
        {
            Moving = (booking.Id, visit.Call.Caller.Actor),
        };
        var choice = MonthChoice.Of(visit.Call.Request) with { Zone = null };
        return body.Move(await months.FindAsync(visit.Call, request, ZoneData.Zones[booking.TimeZone], shown.Service?.Horizon, choice));
    }

    /// <summary>Why something was not possible, in the language of the page.</summary>
    public static string ErrorOf(Texts texts, Refusal refusal) => texts.Find($"refusal.{refusal.Code}") ?? texts["refusal.other"];
}
