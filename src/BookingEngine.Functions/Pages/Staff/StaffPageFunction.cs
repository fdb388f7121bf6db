using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Languages;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Functions.Pages.Staff;

/// <summary>The calendar of the resources that the caller looks after.</summary>
public sealed class StaffPageFunction(PageEdge edge, StaffResources resources, StaffDaysFinder days) : IHttpFunction
{
    public static string Name => "StaffPage";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.List, Role.Staff, Role.Admin);

    public static Operation? Operation => null;

    [Function("PageStaff")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "staff")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<StaffPageFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(PageVisit visit)
    {
        var (call, choice, own) = (visit.Call, CalendarChoice.Of(visit.Call.Request), await resources.OfAsync(visit.Call));
        var shown = choice.Resource is { } id ? own.Where(r => r.Id.Value == id).ToList() : own;
        var today = call.Now.InZone(shown is [{ Zone: var zone }, ..] ? zone : DateTimeZone.Utc).Date;
        if ((await days.FindRequestsAsync(call, choice)).IsRefused(out var refusal, out var requests))
        {
            return StaffLayout.Refused(visit, refusal);
        }

        var page = new CalendarPage(visit, choice, own, today);
        if (choice.Span is CalendarSpan.Requests)
        {
            return page.OfRequests(requests);
        }

        var (from, count) = choice.DaysAround(choice.Day ?? today, WeekStart.Of(visit.Look.Language, visit.Look.Brand.Locale));
        return (await days.FindAsync(call, choice, from, count, shown)).IsRefused(out refusal, out var found)
            ? StaffLayout.Refused(visit, refusal)
            : page.OfDays(found, requests.Length);
    }
}
