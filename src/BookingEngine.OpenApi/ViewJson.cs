using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BookingEngine.Functions.Availability;
using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Branding;
using BookingEngine.Functions.Branding.Templates;
using BookingEngine.Functions.CalendarFeeds;
using BookingEngine.Functions.Calendars;
using BookingEngine.Functions.Catalogue.Locations;
using BookingEngine.Functions.Catalogue.Resources;
using BookingEngine.Functions.Catalogue.Services;
using BookingEngine.Functions.ExternalCalendars;
using BookingEngine.Functions.Guests;
using BookingEngine.Functions.Health;
using BookingEngine.Functions.Holds;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.PublicBookings;
using BookingEngine.Functions.Users.Accounts;
using BookingEngine.Functions.Users.Audit;
using BookingEngine.Functions.Users.Export;
using BookingEngine.Functions.Users.Roles;
using BookingEngine.Functions.Users.SecondFactors;
using BookingEngine.Functions.Users.Sessions;
using BookingEngine.Functions.Waitlist;
using BookingEngine.Functions.Webhooks;
using BookingEngine.Functions.Webhooks.Deliveries;
using BookingEngine.Functions.Webhooks.Events;

namespace BookingEngine.OpenApi;

/// <summary>The JSON types of all answers.</summary>
internal static class ViewJson
{
    public static IReadOnlyList<JsonSerializerContext> Contexts { get; } =
    [
        AccountsJson.Default, ApiJson.Default, AuditJson.Default, AvailabilityJson.Default, BookingsJson.Default, BrandViewJson.Default, CalendarsJson.Default,
        DeliveriesJson.Default, EventDataJson.Default, EventsJson.Default, ExportJson.Default, ExternalCalendarsJson.Default, FeedsJson.Default, GuestsJson.Default,
        HealthJson.Default, HoldsJson.Default, LocationsJson.Default, PublicBookingsJson.Default, ResourcesJson.Default, RolesJson.Default, SecondFactorsJson.Default, ServicesJson.Default,
        SessionsJson.Default, TemplateViewJson.Default, WaitlistJson.Default, WebhooksJson.Default,
    ];

    public static JsonSerializerOptions Options { get; } = NewOptions();

    public static JsonNode Write(object view) => JsonSerializer.SerializeToNode(view, view.GetType(), Options)!;

    private static JsonSerializerOptions NewOptions()
    {
        var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
        foreach (var context in Contexts)
        {
            options.TypeInfoResolverChain.Add(context);
        }

        return options;
    }
}
