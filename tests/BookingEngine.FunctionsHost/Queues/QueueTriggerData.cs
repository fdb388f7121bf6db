using System.Globalization;
using System.Text.Json;
using Azure.Storage.Queues.Models;
using BookingEngine.FunctionsHost.Protocol;
using BookingEngine.FunctionsHost.Worker;

namespace BookingEngine.FunctionsHost.Queues;

/// <summary>The message data that a queue function gets.</summary>
internal sealed record QueueTriggerData(string Text, Dictionary<string, TypedData> Metadata)
{
    public static QueueTriggerData Of(QueueMessage message)
    {
        var text = message.Body.ToString();
        Dictionary<string, TypedData> metadata = new(StringComparer.OrdinalIgnoreCase)
        {
            ["QueueTrigger"] = new() { String = text },
            ["Id"] = new() { String = message.MessageId },
            ["PopReceipt"] = new() { String = message.PopReceipt },
            ["DequeueCount"] = new() { Json = message.DequeueCount.ToString(CultureInfo.InvariantCulture) },
            ["InsertionTime"] = Json(message.InsertedOn),
            ["ExpirationTime"] = Json(message.ExpiresOn),
            ["NextVisibleTime"] = Json(message.NextVisibleOn),
        };
        BindingData.AddJsonMembers(metadata, text);
        return new(text, metadata);
    }

    /// <summary>The data of a message with this text that was enqueued now.</summary>
    public static QueueTriggerData ByHand(string text, DateTimeOffset now) =>
        Of(QueuesModelFactory.QueueMessage(Guid.CreateVersion7().ToString(), "none", text, 1, null, now, now.AddDays(7)));

    private static TypedData Json(DateTimeOffset? time) => new() { Json = JsonSerializer.Serialize(time) };
}
