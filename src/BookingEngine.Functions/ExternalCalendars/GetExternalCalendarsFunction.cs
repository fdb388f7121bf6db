using BookingEngine.Catalogue;
using BookingEngine.ExternalCalendars.Change;
using BookingEngine.Functions.Bookings;
using BookingEngine.Users;

namespace BookingEngine.Functions.ExternalCalendars;

public sealed class GetExternalCalendarsFunction(HttpEdge edge, GetExternalCalendarsHandler handler) : IHttpFunction
{
    public static string Name => "GetExternalCalendars";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read, Role.Staff, Role.Admin);

    public static Operation Operation => new(
        OperationGroup.Resources, "Get a resource's external calendars",
        $"{BookingOperations.StaffOnly} Their busy times close the resource, as `explain` shows with `external`. Each is read about every 15 minutes. "
        + "Before the first change the ETag is `\"0\"`.",
        ExternalCalendarOperations.Shown("The external calendars."))
    {
        IdOf = "resource",
        Problems = [Problem.Of(CatalogueRefusals.NotFound)],
    };

    [Function("ResourcesExternalCalendars")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "resources/{id}/external-calendars")] HttpRequest request, string id,
        FunctionContext context) =>
        edge.RunAsync<GetExternalCalendarsFunction>(request, context, call => handler
            .HandleAsync(new ResourceId(id), call.Caller.Actor, call.Cancellation)
            .AnswerAsync(shown => ExternalCalendarOperations.Answer(call, shown)));
}
