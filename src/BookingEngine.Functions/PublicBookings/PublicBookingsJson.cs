using System.Text.Json.Serialization;
using BookingEngine.Functions.PublicBookings.Proofs;

namespace BookingEngine.Functions.PublicBookings;

[JsonSerializable(typeof(PublicServiceListView))]
[JsonSerializable(typeof(PublicAvailabilityView))]
[JsonSerializable(typeof(PublicHoldView))]
[JsonSerializable(typeof(PublicBookingView))]
[JsonSerializable(typeof(ProofChallengeView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class PublicBookingsJson : JsonSerializerContext;
