using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Bookings;

/// <summary>The shapes of this feature's answers.</summary>
[JsonSerializable(typeof(BookingView))]
[JsonSerializable(typeof(HoldView))]
[JsonSerializable(typeof(BookingHistoryView))]
[JsonSerializable(typeof(CalendarView))]
[JsonSerializable(typeof(ManageLinkView))]
[JsonSerializable(typeof(BookingListView))]
[JsonSerializable(typeof(BookingPageView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class BookingsJson : JsonSerializerContext;
