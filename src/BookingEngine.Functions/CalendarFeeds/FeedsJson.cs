using System.Text.Json.Serialization;

namespace BookingEngine.Functions.CalendarFeeds;

[JsonSerializable(typeof(NewFeedView))]
[JsonSerializable(typeof(FeedListView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class FeedsJson : JsonSerializerContext;
