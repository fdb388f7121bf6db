using System.Diagnostics;

namespace BookingEngine.Functions.Http;

/// <summary>Which trace a request belongs to.</summary>
public static class RequestTrace
{
    /// <summary>A W3C traceparent: of the Functions host's activity, which continues the caller's trace. The host's logs have its id, among them those of
    /// this engine, so logs and traces have the same. Whether it is recorded is what the caller says, and otherwise yes: the host itself records no
    /// requests. Without such a host it is the caller's; null if there is none.</summary>
    public static string? ParentOf(HttpRequest request, TraceContext host)
    {
        var caller = request.Headers.TraceParent.ToString();
        if (!ActivityContext.TryParse(host.TraceParent, null, isRemote: true, out var parent))
        {
            return caller;
        }

        var isRecorded = !ActivityContext.TryParse(caller, null, out var called) || called.TraceFlags.HasFlag(ActivityTraceFlags.Recorded);
        return $"00-{parent.TraceId}-{parent.SpanId}-{(isRecorded ? "01" : "00")}";
    }
}
