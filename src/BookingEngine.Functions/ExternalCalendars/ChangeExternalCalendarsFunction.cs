using System.Text.Json.Nodes;
using BookingEngine.Catalogue;
using BookingEngine.ExternalCalendars.Change;
using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Catalogue;
using BookingEngine.Outbound;
using BookingEngine.Users;

namespace BookingEngine.Functions.ExternalCalendars;

public sealed class ChangeExternalCalendarsFunction(HttpEdge edge, ChangeExternalCalendarsHandler handler, GetExternalCalendarsHandler shown) : IHttpFunction
{
    public static string Name => "PutExternalCalendars";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Staff, Role.Admin);

    public static Operation Operation => new(
        OperationGroup.Resources, "Change a resource's external calendars",
        $"{BookingOperations.StaffOnly} Replaces the list: at most five calendars. A new one is read at once, then about every 15 minutes. If it cannot be read, the "
        + "times that were last read stay closed. Removing a calendar opens them. Addresses in the deployment's network are refused.",
        ExternalCalendarOperations.Shown("The external calendars as they are now."))
    {
        IdOf = "resource",
        NeedsIfMatch = true,
        Body = RequestBody.Json<ExternalCalendarsRequest>(new()
        {
            ["calendars"] = new JsonArray(new JsonObject { ["url"] = "https://calendar.google.com/calendar/ical/a/private-b/basic.ics", ["name"] = "Private" }),
        }),
        Problems =
        [
            Problem.Of(CatalogueRefusals.NotFound), EntityTags.Required, Problem.Of(CatalogueRefusals.Stale), Problem.Of(OutboundPolicy.NotAllowed),
            Problem.Of(ChangeExternalCalendarsHandler.Unknown), RequestProblems.InvalidField("calendars", "must have at most 5 entries"),
        ],
    };

    [Function("ResourcesExternalCalendarsChange")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "resources/{id}/external-calendars")] HttpRequest request, string id,
        FunctionContext context) =>
        edge.RunAsync<ChangeExternalCalendarsFunction>(request, context, call => AnswerAsync(call, new ResourceId(id)));

    private async Task<IResult> AnswerAsync(ApiCall call, ResourceId id)
    {
        if (EntityTags.Read(call.Request) is not { } precondition)
        {
            return EntityTags.Required;
        }

        var (request, problem) = await call.ReadBodyAsync<ExternalCalendarsRequest>();
        if (request is null)
        {
            return problem!;
        }

        var command = new ChangeExternalCalendars(id, call.Caller.Actor, [.. request.Calendars], precondition);
        return (await handler.HandleAsync(command, call.Command, call.Cancellation)).IsRefused(out var refusal, out var changed)
            ? Problem.Of(refusal)
            : ExternalCalendarOperations.Answer(call, await shown.ShowAsync(id, changed, call.Cancellation));
    }
}
