using BookingEngine.CalendarFeeds;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Languages;
using BookingEngine.Notifications;

namespace BookingEngine.Functions.Pages.Account.Calendars;

/// <summary>The secret addresses from which calendar programs read one's appointments.</summary>
public sealed class AccountCalendarPageFunction(AccountEdge edge, FeedsPage page) : IHttpFunction
{
    public static string Name => "AccountCalendarPage";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.Read);

    public static Operation? Operation => null;

    [Function("PageAccountCalendar")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "account/calendar")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<AccountCalendarPageFunction>(request, context, async (visit, _) => await page.ShowAsync(visit, StatusCodes.Status200OK));
}

/// <summary>Handles the forms of the page.</summary>
public sealed class SubmitAccountCalendarPageFunction(AccountEdge edge, FeedsPage page, MakeFeedHandler making, FeedLists feeds, PublicLinks links) : IHttpFunction
{
    public static string Name => "AccountCalendarSubmit";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.Write);

    public static Operation? Operation => null;

    [Function("PageAccountCalendarSubmit")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "account/calendar")] HttpRequest request, FunctionContext context) =>
        edge.RunFormAsync<SubmitAccountCalendarPageFunction, CalendarForm>(request, context, (visit, _, form, _) => AnswerAsync(visit, form));

    private async Task<IResult> AnswerAsync(PageVisit visit, CalendarForm form)
    {
        var call = visit.Call;
        if (form.End is { } end)
        {
            return Guid.TryParseExact(end, "D", out var id) && (await feeds.EndAsync(id, call.Caller.Actor, call.Command, call.Cancellation)).Refusal is null
                ? new SeeOther($"{AccountLayout.Calendar}?done=feed")
                : AccountLayout.NotFound(visit);
        }

        // The address is shown once, so this page is no redirect.
        var made = await making.HandleAsync(new MakeFeed(call.Caller.Actor, null, form.IsBusyOnly), call.Command, call.Cancellation);
        return made.IsRefused(out _, out var feed)
            ? await page.ShowAsync(visit, StatusCodes.Status409Conflict, error: "account.calendar.many")
            : await page.ShowAsync(visit, StatusCodes.Status200OK, links.Of(visit.Look.Brand).Feed(feed.Secret));
    }
}

/// <param name="End">The id of the feed to end; null to make one.</param>
public sealed record CalendarForm(string? End, bool IsBusyOnly) : IRequest<CalendarForm>
{
    public static CalendarForm Read(RequestFields fields) =>
        new(fields.Optional("end").AnyText() is { Length: > 0 } end ? end : null, fields.Optional("busy_only").AnyText() is { Length: > 0 });
}

public sealed class FeedsPage(FeedLists feeds)
{
    /// <param name="made">The address of a new feed; null for none.</param>
    /// <param name="error">The key of the text that says why none was made; null for nothing.</param>
    internal async Task<HtmlPage> ShowAsync(PageVisit visit, int status, Uri? made = null, string? error = null)
    {
        var listed = await feeds.OfAsync(visit.Call.Caller.UserId, visit.Call.Cancellation);
        return AccountLayout.Page(
            visit, status, AccountLayout.Calendar, visit.Look.Texts["account.calendar"],
            $"""
            {AccountLayout.Error(visit, error)}{AccountLayout.Done(visit, "feed")}<p>{visit.Text("account.calendar.text")}</p>
            {(made is null ? "" : $"<div class=\"note\" role=\"status\" tabindex=\"-1\" data-focus><label for=\"address\">{visit.Text("account.calendar.address")}</label><input id=\"address\" readonly value=\"{HtmlPage.Encode(made.AbsoluteUri)}\"></div>")}
            <dl>{string.Concat(listed.Select(feed => Row(visit, feed)))}</dl>
            {visit.Form(AccountLayout.Calendar, $"<div class=\"field\"><label class=\"check\"><input type=\"checkbox\" name=\"busy_only\" value=\"true\"> {visit.Text("account.calendar.busy")}</label></div><button type=\"submit\">{visit.Text("account.calendar.make")}</button>")}
            """);
    }

    private static string Row(PageVisit visit, ListedFeed feed) =>
        $"<div><dt>{HtmlPage.Encode(DateTexts.Date(visit.Look.Language, feed.MadeAt.InUtc().Date))}</dt><dd>{HtmlPage.Encode(feed.ResourceId?.Value ?? visit.Look.Texts["account.calendar.own"])}</dd>"
        + $"<dd>{visit.Form(AccountLayout.Calendar, $"<button type=\"submit\" name=\"end\" value=\"{feed.Id}\">{visit.Text("account.calendar.end")}</button>")}</dd></div>";
}
