using BookingEngine.Availability;
using BookingEngine.Bookings;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Availability;
using BookingEngine.Functions.Fields;
using BookingEngine.Slots;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Functions.PublicBookings;

public sealed class GetPublicAvailabilityFunction(HttpEdge edge, PublicBookingGate gate, GetAvailabilityHandler handler) : IHttpFunction
{
    public static string Name => "FindPublicAvailability";

    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Read);

    public static Operation Operation => new(
        OperationGroup.PublicBookings, "Find free times for visitors",
        $"{PublicBookingGate.WithoutAccount} The times are those of `GET /availability`, without the limits of a customer.",
        new(StatusCodes.Status200OK, "The free times by date.", PublicBookingsJson.Default.PublicAvailabilityView, ("free", PublicAvailabilityView.Example)))
    {
        Query = Operation.QueryOf<PublicAvailabilityQuery>(),
        Problems =
        [
            PublicBookingGate.Off, Problem.Of(BookingRefusals.UnknownService), Problem.Of(BookingRefusals.UnknownResource), Problem.Of(SlotRefusals.NotOffered),
            Problem.Of(SlotRefusals.QuantityOutOfRange), Problem.Of(SlotRefusals.DurationNotOffered), Problem.Of(TimeRange.Reversed), Problem.Of(TimeRange.TooLong),
            Problem.Of(SearchSize.TooLarge), RequestProblems.InvalidField("time_zone", TimeFields.ZoneMessage),
        ],
    };

    [Function("PublicAvailabilityFind")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "public/availability")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<GetPublicAvailabilityFunction>(request, context, call => gate.RunAsync(call, () => AnswerAsync(call)));

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (query, errors, _) = call.ReadQuery<PublicAvailabilityQuery>();
        return errors.Problem ?? await handler
            .HandleAsync(new GetAvailability(query!.Request, query.From, query.To, Explain: false), call.Now, call.Cancellation)
            .AnswerAsync(PublicAvailabilityView.Of, PublicBookingsJson.Default.PublicAvailabilityView);
    }
}

public sealed record PublicAvailabilityQuery(AvailabilityRequest Request, RangeBound From, RangeBound To) : IRequest<PublicAvailabilityQuery>
{
    public static PublicAvailabilityQuery Read(RequestFields fields)
    {
        var service = fields.OptionalServiceId("service_id", "The service. If omitted, `default`.") ?? DefaultCatalogue.Service;
        var resource = fields.OptionalResourceId("resource_id", "The resource. If omitted, any resource of the service.");
        var quantity = fields.Quantity("The number of places. If omitted, 1.") ?? 1;
        var length = fields.ServiceDuration() is { } minutes ? Duration.FromMinutes(minutes) : default(Duration?);
        var zone = fields.Optional("time_zone", "The IANA time zone of the dates and offsets. If omitted, that of the place.").Zone();
        return new(
            new AvailabilityRequest(service, resource, quantity, zone, CanSeeRetired: false) { Length = length },
            fields.Required("from", $"The start of the range. {AvailabilityQuery.BoundText}").RangeBound() ?? default,
            fields.Required("to", $"The end of the range, exclusive. {AvailabilityQuery.BoundText}").RangeBound() ?? default);
    }
}
