using BookingEngine.Bookings.Show;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Availability;
using BookingEngine.Functions.Bookings;
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
        var fields = new QueryFields(call.Request.Query, new FieldErrors());
        var query = new GetCalendar(new ResourceId(id), call.Caller.Actor, fields.RequiredEdge("from"), fields.RequiredEdge("to"), fields.AsOf());
        return fields.Errors.Problem ?? Answer(await handler.HandleAsync(query, call.Now, call.Cancellation));
    }

    private static IResult Answer(Outcome<ShownCalendar> outcome) => outcome.IsRefused(out var refusal, out var shown)
        ? Problem.Of(refusal)
        : Results.Json(CalendarView.Of(shown), CalendarsJson.Default.CalendarView);
}
