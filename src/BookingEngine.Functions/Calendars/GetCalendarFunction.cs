using BookingEngine.Bookings.Show;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Calendars;

public sealed class GetCalendarFunction(HttpEdge edge, GetCalendarHandler handler) : IHttpFunction
{
    public static string Name => "GetResourceCalendar";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read, Role.Staff, Role.Admin);

    [Function("ResourcesCalendar")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "resources/{id}/calendar")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<GetCalendarFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        var (query, problem) = call.ReadQuery<CalendarQuery>();
        return query is null ? problem! : await handler
            .HandleAsync(new GetCalendar(new ResourceId(id), call.Caller.Actor, query.From, query.To, query.AsOf), call.Now, call.Cancellation)
            .AnswerAsync(CalendarView.Of, CalendarsJson.Default.CalendarView);
    }
}
