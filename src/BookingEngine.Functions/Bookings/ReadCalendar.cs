using BookingEngine.Bookings.Show;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Availability;
using BookingEngine.Functions.Http;
using BookingEngine.RateLimiting;
using BookingEngine.Slots.Occupied;
using BookingEngine.Users;
using Microsoft.Azure.Functions.Worker;
using NodaTime;

namespace BookingEngine.Functions.Bookings;

public sealed record CalendarView(string ResourceId, string TimeZone, string AsOf, IReadOnlyList<CalendarEntryView> Entries)
{
    public static CalendarView Of(ShownCalendar shown) => new(
        shown.Resource.Id.Value, shown.Zone.Id, Rfc3339.Format(shown.AsOf), [.. shown.Entries.Select(e => CalendarEntryView.Of(e, shown.Zone))]);
}

/// <param name="Status">As of a booking, <c>held</c> for a hold, <c>arriving</c> for one that is on its way from another calendar.</param>
/// <param name="ExpiresAt">Of a hold.</param>
public sealed record CalendarEntryView(
    Guid Id, string Status, Guid UserId, string ServiceId, string Slot, string End, int Quantity, string? ExpiresAt)
{
    public static CalendarEntryView Of(OccupiedSlot entry, DateTimeZone zone) => new(
        entry.Id, entry.By is OccupiedBy.Move ? "arriving" : entry.State.Status.Name, entry.State.UserId.Value, entry.ServiceId.Value,
        Rfc3339.Format(entry.Start, zone), Rfc3339.Format(entry.End, zone), entry.Quantity,
        entry.Expires is { } expires ? Rfc3339.Format(expires) : null);
}

public sealed class GetResourceCalendar(HttpEdge edge, GetCalendarHandler handler) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read, Role.Staff, Role.Admin);

    [Function("ResourcesCalendar")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "resources/{id}/calendar")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<GetResourceCalendar>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        var fields = new QueryFields(call.Request.Query, new FieldErrors());
        var query = new GetCalendar(new ResourceId(id), call.Caller.Actor, fields.RequiredEdge("from"), fields.RequiredEdge("to"), fields.AsOf());
        return fields.Errors.Problem ?? Answer(await handler.HandleAsync(query, call.Now, call.Cancellation));
    }

    private static IResult Answer(Outcome<ShownCalendar> outcome) => outcome.IsRefused(out var refusal, out var shown)
        ? Problem.Of(refusal)
        : Results.Json(CalendarView.Of(shown), BookingsJson.Default.CalendarView);
}
