using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.Holds;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime.Text;

namespace BookingEngine.Tests.Http;

/// <summary>Request records as a client sends them: in snake_case, without nulls.</summary>
internal static class RequestJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower), new AsText<EmailAddress>(address => address.Value), new AsText<SlotInput>(TextOf),
            new AsText<HoldId>(id => id.ToString()),
        },
    };

    public static JsonObject Object<T>(T request)
        where T : IRequest<T> => JsonSerializer.SerializeToNode(request, Options)!.AsObject();

    public static Call Post<T>(string path, T request)
        where T : IRequest<T> => Call.PostJson(path, Object(request).ToJsonString());

    public static Call Put<T>(string path, T request)
        where T : IRequest<T> => Call.PutJson(path, Object(request).ToJsonString());

    public static SlotInput Slot(string text) => SlotTime.TryRead(text) ?? throw new ArgumentException($"{text} is no slot.");

    public static EmailAddress Email(string text) => EmailAddress.TryParse(text) ?? throw new ArgumentException($"{text} is no mail address.");

    private static string TextOf(SlotInput slot) => slot.Instant is { } instant
        ? InstantPattern.ExtendedIso.Format(instant)
        : LocalDateTimePattern.ExtendedIso.Format(slot.Local);

    private sealed class AsText<T>(Func<T, string> text) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(text(value));
    }
}
