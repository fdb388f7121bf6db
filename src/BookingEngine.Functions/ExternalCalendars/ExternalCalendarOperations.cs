using BookingEngine.ExternalCalendars.Change;
using BookingEngine.Functions.Catalogue;

namespace BookingEngine.Functions.ExternalCalendars;

internal static class ExternalCalendarOperations
{
    public static Success Shown(string description) =>
        new(StatusCodes.Status200OK, description, ExternalCalendarsJson.Default.ExternalCalendarsView, ("calendars", ExternalCalendarsView.Example)) { Headers = ["ETag"] };

    public static IResult Answer(ApiCall call, ShownExternalCalendars shown)
    {
        call.Request.HttpContext.Response.Headers.ETag = EntityTags.Format(shown.Version);
        return Results.Json(ExternalCalendarsView.Of(shown), ExternalCalendarsJson.Default.ExternalCalendarsView);
    }
}
