using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Bookings;

[JsonSerializable(typeof(BookingView))]
[JsonSerializable(typeof(BookingHistoryView))]
[JsonSerializable(typeof(BookingListView))]
[JsonSerializable(typeof(BookingPageView))]
[JsonSerializable(typeof(SeriesView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class BookingsJson : JsonSerializerContext;
