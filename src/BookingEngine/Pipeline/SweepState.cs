using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Pipeline;

/// <summary>What the last sweep found. The checkpoint <c>sweep</c> has it as a text of one or two lines.</summary>
/// <param name="AllApplied">Every event recorded before this instant was applied when the sweep ran.</param>
/// <param name="Subscriptions">The names of the subscriptions that had applied them.</param>
public sealed record SweepState(Instant AllApplied, string Subscriptions)
{
    /// <summary>Null if no sweep has measured it since.</summary>
    public PipelineStatus? Status { get; init; }

    /// <summary>Null if there was no sweep yet, or a full one was requested.</summary>
    public static SweepState? Parse(string? text)
    {
        var (first, second) = text?.Split('\n', 2) is [var head, .. var rest] ? (head, rest.FirstOrDefault()) : ("", null);
        return first.Split(' ', 2) is [var instant, var names] && InstantPattern.ExtendedIso.Parse(instant) is { Success: true, Value: var allApplied }
            ? new SweepState(allApplied, names) { Status = PipelineStatus.Parse(second) }
            : null;
    }

    public string ToText() => $"{InstantPattern.ExtendedIso.Format(AllApplied)} {Subscriptions}{(Status is { } status ? $"\n{status.ToJson()}" : "")}";
}

/// <summary>The state of the pipeline as the sweep measured it.</summary>
/// <param name="MeasuredAt">An instant as a text.</param>
/// <param name="LagSeconds">The age of the oldest unapplied commit.</param>
/// <param name="QuietFor">The program that found nothing left to do, as <see cref="Sweep"/> names it. Null if something was left.</param>
/// <param name="NextMailAt">When the next mail is due, as a text. Null if none is.</param>
public sealed record PipelineStatus(
    string MeasuredAt, int LagStreams, double LagSeconds, int Poison, string? QuietFor = null, string? NextMailAt = null)
{
    /// <summary>The number of external calendars that could not be read for a day; null for none.</summary>
    public int? FailingCalendars { get; init; }

    /// <summary>The number of the tenant's endpoints that the system has disabled; null for none.</summary>
    public int? DisabledWebhooks { get; init; }

    /// <summary>The number of services that somebody waits for; null for none.</summary>
    public int? Waiting { get; init; }

    public static PipelineStatus Of(Instant measuredAt, Lag lag, int poison, string? quietFor, Instant? nextMail = null) => new(
        InstantPattern.General.Format(measuredAt), lag.Streams, Math.Round(lag.Age.TotalSeconds, 3), poison, quietFor,
        TextOf(nextMail));

    /// <summary>For <see cref="NextMailAt"/>.</summary>
    public static string? TextOf(Instant? nextMail) => nextMail is { } next ? InstantPattern.General.Format(next) : null;

    /// <summary>Whether a mail is due before the instant.</summary>
    public bool HasMailBefore(Instant instant) =>
        NextMailAt is { } next && (InstantPattern.General.Parse(next) is not { Success: true, Value: var at } || at < instant);

    public string ToJson() => JsonSerializer.Serialize(this, PipelineStatusJson.Default.PipelineStatus);

    /// <summary>Null for a text of another version.</summary>
    public static PipelineStatus? Parse(string? json)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize(json, PipelineStatusJson.Default.PipelineStatus);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(PipelineStatus))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
internal sealed partial class PipelineStatusJson : JsonSerializerContext;
