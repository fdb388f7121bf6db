using System.Text.Json;
using System.Text.Json.Serialization;
using BookingEngine.Functions.Auth;
using BookingEngine.Functions.Availability;
using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Catalogue;
using BookingEngine.Functions.Health;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Users;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>The answers' shapes of all features.</summary>
internal static class ViewJson
{
    public static IReadOnlyList<JsonSerializerContext> Contexts { get; } =
    [
        ApiJson.Default, AuthJson.Default, AvailabilityJson.Default, BookingsJson.Default, CatalogueJson.Default, HealthJson.Default, UsersJson.Default,
    ];

    public static JsonSerializerOptions Options { get; } = NewOptions();

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
