using System.Text.Json.Serialization;
using BookingEngine.Functions.Auth;
using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Health;

namespace BookingEngine.Functions.Http;

/// <summary>Every shape that an answer has.</summary>
[JsonSerializable(typeof(MessageView))]
[JsonSerializable(typeof(UserView))]
[JsonSerializable(typeof(TokenView))]
[JsonSerializable(typeof(BookingView))]
[JsonSerializable(typeof(BookingListView))]
[JsonSerializable(typeof(BookingPageView))]
[JsonSerializable(typeof(LiveView))]
[JsonSerializable(typeof(ReadyView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class ApiJson : JsonSerializerContext;
