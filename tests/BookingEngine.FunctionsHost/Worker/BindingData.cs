using System.Text.Json;
using BookingEngine.FunctionsHost.Protocol;

namespace BookingEngine.FunctionsHost.Worker;

internal static class BindingData
{
    /// <summary>Adds the members of a JSON object, except arrays and nulls. Later ones replace earlier ones of the same name. Any other text adds
    /// nothing.</summary>
    public static void AddJsonMembers(Dictionary<string, TypedData> data, string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith("{"))
        {
            return;
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            foreach (var member in json.RootElement.EnumerateObject())
            {
                if (ValueOf(member.Value) is { } value)
                {
                    data[member.Name] = value;
                }
            }
        }
        catch (JsonException)
        {
            // It only looked like an object.
        }
    }

    private static TypedData? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array or JsonValueKind.Null => null,
        JsonValueKind.Object => new() { Json = value.GetRawText() },
        _ => new() { String = value.ToString() },
    };
}
