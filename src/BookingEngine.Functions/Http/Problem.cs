using System.Text.Json;
using BookingEngine.Calendars;
using BookingEngine.Slots;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;

namespace BookingEngine.Functions.Http;

/// <summary>An error answer: RFC 9457 problem details with a stable <c>code</c>, and <c>errors</c> by field where fields are wrong.</summary>
public sealed record Problem(int Status, string Code, string Detail) : IResult
{
    public IReadOnlyDictionary<string, List<string>>? Errors { get; init; }

    /// <summary>The bookings that stand in the way.</summary>
    public IReadOnlyList<BookingSpan> Bookings { get; init; } = [];

    /// <summary>The next free starts, in place of a taken one.</summary>
    public IReadOnlyList<Instant>? NextStarts { get; init; }

    /// <summary>The token endpoint's error of RFC 6749.</summary>
    public string? Error { get; init; }

    public (string Name, string Value)? Header { get; init; }

    public static Problem Of(Refusal refusal) => new(StatusOf(refusal.Kind), refusal.Code, refusal.Detail)
    {
        Bookings = refusal is ConflictingBookings inTheWay ? inTheWay.Bookings : [],
        NextStarts = (refusal as SlotUnavailable)?.NextStarts,
    };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = "application/problem+json";
        if (Header is { } header)
        {
            response.Headers[header.Name] = header.Value;
        }

        await using var writer = new Utf8JsonWriter(response.BodyWriter);
        Write(writer, response.Headers[Correlation.Header].ToString());
        await writer.FlushAsync(CancellationToken.None);
    }

    private static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Rule => StatusCodes.Status422UnprocessableEntity,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.BadRequest => StatusCodes.Status400BadRequest,
        RefusalKind.Unauthorized => StatusCodes.Status401Unauthorized,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Stale => StatusCodes.Status412PreconditionFailed,
        _ => throw new InvalidOperationException($"No status for a refusal of kind {kind}."),
    };

    private void Write(Utf8JsonWriter writer, string correlationId)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "about:blank");
        writer.WriteString("title", ReasonPhrases.GetReasonPhrase(Status));
        writer.WriteNumber("status", Status);
        writer.WriteString("detail", Detail);
        writer.WriteString("code", Code);
        writer.WriteString("correlation_id", correlationId);
        if (Error is not null)
        {
            writer.WriteString("error", Error);
        }

        if (Errors is not null)
        {
            WriteErrors(writer, Errors);
        }

        if (Bookings.Count > 0)
        {
            WriteBookings(writer, Bookings);
        }

        if (NextStarts is not null)
        {
            WriteStarts(writer, NextStarts);
        }

        writer.WriteEndObject();
    }

    private static void WriteStarts(Utf8JsonWriter writer, IReadOnlyList<Instant> starts)
    {
        writer.WriteStartArray("next_starts");
        foreach (var start in starts)
        {
            writer.WriteStringValue(Rfc3339.Format(start));
        }

        writer.WriteEndArray();
    }

    private static void WriteBookings(Utf8JsonWriter writer, IReadOnlyList<BookingSpan> bookings)
    {
        writer.WriteStartArray("bookings");
        foreach (var booking in bookings)
        {
            writer.WriteStartObject();
            writer.WriteString("id", booking.Id.Value);
            writer.WriteString("slot", Rfc3339.Format(booking.Start));
            writer.WriteString("end", Rfc3339.Format(booking.End));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteErrors(Utf8JsonWriter writer, IReadOnlyDictionary<string, List<string>> errors)
    {
        writer.WriteStartObject("errors");
        foreach (var (field, texts) in errors)
        {
            writer.WriteStartArray(field);
            foreach (var text in texts)
            {
                writer.WriteStringValue(text);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
