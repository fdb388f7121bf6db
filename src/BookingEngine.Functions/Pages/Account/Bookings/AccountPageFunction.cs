using BookingEngine.Bookings;
using BookingEngine.Bookings.Lists;
using BookingEngine.Branding;
using BookingEngine.Functions.Pages.Account.Waiting;
using BookingEngine.Functions.Pages.Months;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Functions.Pages.Account.Bookings;

/// <summary>One's appointments: those ahead, and those of a year before a day.</summary>
public sealed class AccountPageFunction(AccountEdge edge, ListBookingsHandler bookings, BookingItems items, WaitingItems waiting) : IHttpFunction
{
    private static readonly Duration Year = Duration.FromDays(365);

    public static string Name => "AccountPage";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.List);

    public static Operation? Operation => null;

    [Function("PageAccount")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "account")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<AccountPageFunction>(request, context, async (visit, profile) => await ShowAsync(visit, profile.FullName));

    private async Task<IResult> ShowAsync(PageVisit visit, string name)
    {
        var (call, now) = (visit.Call, visit.Call.Now);
        var before = MonthChoice.Text(call.Request, "before") is { } text && LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var day } && day.Year is > 1970 and < 9000
            ? Instant.Min(day.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant(), now)
            : now;
        var ahead = before < now ? [] : await ReadAsync(call, now, null);
        var past = (await ReadAsync(call, before - Year, before)).Reverse().ToList();
        return AccountLayout.Page(
            visit, StatusCodes.Status200OK, AccountLayout.Home, visit.Look.Texts["account.title"],
            $"""
            {AccountLayout.Done(visit, "waitlist")}<p>{visit.Text("account.hello", name)}</p>
            {(before < now ? "" : $"<h2 class=\"part\">{visit.Text("account.ahead")}</h2>{await items.OfAsync(visit, ahead, "account.ahead.none")}{await waiting.OfAsync(visit)}{BookLink(visit)}")}
            <h2 class="part">{visit.Text("account.past")}</h2>{await items.OfAsync(visit, past, "account.past.none")}
            <p><a class="button plain" href="{AccountLayout.Home}?before={LocalDatePattern.Iso.Format((before - Year).InUtc().Date)}">{visit.Text("account.earlier")}</a></p>
            """);
    }

    private async Task<IReadOnlyList<Booking>> ReadAsync(ApiCall call, Instant from, Instant? to)
    {
        var filter = new BookingFilter { OfOwn = true, From = new RangeBound(null, from), To = to is { } end ? new RangeBound(null, end) : null };
        var found = await bookings.HandleAsync(new ListBookings(call.Caller.UserId, null, Limit: null) { Role = Role.Customer, Filter = filter }, call.Cancellation);
        return found.IsRefused(out _, out var page) ? [] : page.Bookings;
    }

    private static string BookLink(PageVisit visit) => visit.Look.Brand.Booking is OpenBooking.Off
        ? ""
        : $"<p><a class=\"button\" href=\"/book\">{visit.Text("account.book")}</a></p><p><a href=\"{AccountLayout.Waitlist}\">{visit.Text("account.waitlist.join")}</a></p>";
}
