using System.Text.Json;
using BookingEngine.Bookings.Series;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Slots;
using BookingEngine.Waitlist;
using NodaTime;

namespace BookingEngine.Functions.Http.Answers;

/// <summary>An error answer: RFC 9457 problem details with a stable <c>code</c>, and <c>errors</c> by field.</summary>
public sealed record Problem(int Status, string Code, string Detail) : IResult
{
    public IReadOnlyDictionary<string, List<string>>? Errors { get; init; }

    /// <summary>The bookings that prevent the change.</summary>
    public IReadOnlyList<BookingSpan> Bookings { get; init; } = [];

    /// <summary>Free starts after a taken one.</summary>
    public IReadOnlyList<Instant>? NextStarts { get; init; }

    /// <summary>The times of a series that are not possible.</summary>
    public IReadOnlyList<SkippedTime>? Reasons { get; init; }

    /// <summary>The error code of RFC 6749, for the token endpoints.</summary>
    public string? Error { get; init; }

    public (string Name, string Value)? Header { get; init; }

    public static Problem Of(Refusal refusal) => new(StatusOf(refusal.Kind), refusal.Code, refusal.Detail)
    {
        Bookings = refusal is ConflictingBookings conflict ? conflict.Bookings : [],
        NextStarts = (refusal as SlotUnavailable)?.NextStarts ?? (refusal as SlotsAvailable)?.NextStarts,
        Reasons = (refusal as SeriesUnavailable)?.Reasons,
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
        JsonSerializer.Serialize(writer, ProblemView.Of(this, response.Headers[Correlation.Header].ToString()), ProblemJson.Default.ProblemView);
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
}
