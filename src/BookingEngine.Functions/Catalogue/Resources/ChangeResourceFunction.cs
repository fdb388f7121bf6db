using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Resources;
using BookingEngine.Catalogue.Warnings;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Functions.Catalogue.Resources;

public sealed class ChangeResourceFunction(HttpEdge edge, ChangeResourceHandler changes, RetireResourceHandler retirements, CatalogueWarnings warnings, BookingAccess access)
    : IHttpFunction
{
    public static string Name => "PutResource";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Staff, Role.Admin);

    public static Operation Operation => ResourceOperations.Common.Change<ResourceRequest>(
        "Change or retire a resource",
        "Replaces the whole resource. Only administrators; staff of the resource may change its `time_off` and nothing else. Existing bookings stay. `conflicts` has the bookings that overlap its time off, or "
        + "that the change has placed at another location, at most 100. "
        + "With `active` false, the resource is retired. This is refused if it has bookings ahead. With `move_to`, those first move to "
        + "another resource, each at its time, at most 100 at once. If some cannot move, the refusal lists them.",
        ResourceView.Example with { Conflicts = [new BookedTimeView(Samples.Booking, Samples.Slot, Samples.SlotEnd)], Warnings = WarningView.Example },
        [.. ResourceOperations.Invalid, HasBookings, Problem.Of(CatalogueRefusals.UnknownResource("chair-9"))]) with
    {
        Query = Operation.QueryOf<ChangeResourceQuery>(),
    };

    private static Problem HasBookings => Problem.Of(ChangeResourceHandler.HasBookings(
        [new BookingSpan(new BookingId(Samples.Booking), Instant.FromUtc(2030, 5, 13, 14, 30), Instant.FromUtc(2030, 5, 13, 15, 0))]));

    [Function("ResourcesChange")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "resources/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<ChangeResourceFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        if (!await access.CanManageAsync(call.Caller.Actor, [new ResourceId(id)], call.Cancellation))
        {
            return Problems.MissingRole;
        }

        var (query, problem) = call.ReadQuery<ChangeResourceQuery>();
        return query is null ? problem! : await CatalogueCommands.ChangeAsync<ResourceRequest, Resource, ChangedResource>(
            call, id, resource => warnings.OfAsync(resource, call.Now, call.Cancellation),
            (resource, precondition) => HandleAsync(call, new ChangeResource(resource, precondition) { By = call.Caller.Actor }, query.MoveTo),
            changed => changed.Definition, Answer, (resource, errors) => CheckMove(query, resource, errors));
    }

    // Otherwise the caller believes that the bookings have moved.
    private static void CheckMove(ChangeResourceQuery query, ResourceRequest resource, FieldErrors errors)
    {
        if (query.MoveTo is not null && resource.Active)
        {
            errors.Add("move_to", "is only for retiring a resource. Send active false, or leave it out");
        }
    }

    private Task<Outcome<ChangedResource>> HandleAsync(ApiCall call, ChangeResource change, ResourceId? moveTo) =>
        moveTo is { } other && !change.Resource.Active && call.Caller.Role is Role.Admin
        ? retirements.HandleAsync(new RetireResource(change, other, call.Caller.Actor), call.Command, call.Cancellation)
        : changes.HandleAsync(change, call.Command, call.Cancellation);

    private static IResult Answer(ChangedResource changed, IReadOnlyList<WarningView>? warned) => Results.Json(
        ResourceView.Of(changed.Definition.Value!) with { Conflicts = [.. changed.Conflicts.Select(BookedTimeView.Of)], Warnings = warned },
        ResourcesJson.Default.ResourceView);
}
