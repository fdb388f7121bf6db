using BookingEngine.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Tests.Telemetry;

public sealed class RequestTraceTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c", HostSpan = "b7ad6b7169203331", CallerSpan = "00f067aa0ba902b7";

    [Theory]
    [InlineData("00", null, "01")] // the host records no requests
    [InlineData("01", null, "01")]
    [InlineData("00", "01", "01")]
    [InlineData("00", "00", "00")]
    [InlineData("01", "00", "00")]
    public void A_request_continues_the_hosts_trace_and_is_recorded_as_its_caller_says(string host, string? caller, string recorded) =>
        Assert.Equal($"00-{TraceId}-{HostSpan}-{recorded}", ParentOf($"00-{TraceId}-{HostSpan}-{host}", caller is null ? null : $"00-{TraceId}-{CallerSpan}-{caller}"));

    [Fact]
    public void Without_a_host_a_request_continues_its_callers_trace() =>
        Assert.Equal($"00-{TraceId}-{CallerSpan}-01", ParentOf("", $"00-{TraceId}-{CallerSpan}-01"));

    [Fact]
    public void A_broken_trace_of_a_caller_does_not_count() =>
        Assert.Equal($"00-{TraceId}-{HostSpan}-01", ParentOf($"00-{TraceId}-{HostSpan}-00", "not a traceparent"));

    private static string? ParentOf(string host, string? caller)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.TraceParent = caller;
        return RequestTrace.ParentOf(request, new HostTrace(host));
    }

    private sealed class HostTrace(string parent) : TraceContext
    {
        public override string TraceParent => parent;

        public override string TraceState => "";
    }
}
