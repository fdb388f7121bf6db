using BookingEngine.Bookings.Show;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Bookings;
using BookingEngine.Times;
using BookingEngine.Users;

namespace BookingEngine.Functions.Calendars;

public sealed class GetCalendarFunction(HttpEdge edge, GetCalendarHandler handler) : IHttpFunction
{
    public static string Name => "GetResourceCalendar";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read, Role.Staff, Role.Admin);

    public static Operation Operation => new(
        OperationGroup.Bookings, "Get a resource's calendar",
        $"{BookingOperations.StaffOnly} Returns the bookings and holds in a range of at most 92 days, now or at an earlier instant. "
        + "Bookings that ended more than 31 days before that instant are missing.",
        new(StatusCodes.Status200OK, "The calendar.", CalendarsJson.Default.CalendarView, ("day", new CalendarView(
            "chair-1", "UTC", "2030-05-01T09:15:00Z",
            [new(Samples.Booking, "confirmed", Samples.User, "cut", Samples.Slot, Samples.SlotEnd, 1, null)]))))
    {
        IdOf = "resource",
        Query = Operation.QueryOf<CalendarQuery>(),
        Problems =
        [
            Problem.Of(CatalogueRefusals.NotFound), Problem.Of(TimeRange.Reversed), Problem.Of(TimeRange.TooLong), .. BookingOperations.AsOfProblems,
        ],
    };

    [Function("ResourcesCalendar")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "resources/{id}/calendar")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<GetCalendarFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        var (query, problem) = call.ReadQuery<CalendarQuery>();
        return query is null ? problem! : await handler
            .HandleAsync(new GetCalendar(new ResourceId(id), call.Caller.Actor, query.From, query.To, query.AsOf), call.Now, call.Cancellation)
            .AnswerAsync(shown => new CalendarAnswer(shown));
    }
}
