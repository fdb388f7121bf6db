using System.Text.Json.Serialization;

namespace BookingEngine.Functions.PublicBookings;

[JsonSerializable(typeof(PublicServiceListView))]
[JsonSerializable(typeof(PublicAvailabilityView))]
[JsonSerializable(typeof(PublicHoldView))]
[JsonSerializable(typeof(PublicBookingView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class PublicBookingsJson : JsonSerializerContext;
