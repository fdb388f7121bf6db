using System.Reflection;
using BookingEngine.Calendars;
using BookingEngine.Functions.Http;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.LocalHost;
using Microsoft.Extensions.Logging;

namespace BookingEngine.Tests.Telemetry;

/// <summary>Operators have alerts on log ids, so an id belongs to one message and never changes.</summary>
public sealed class LogIdTests
{
    private static readonly Assembly[] Assemblies =
        [typeof(Calendar).Assembly, typeof(Settings).Assembly, typeof(HttpEdge).Assembly, typeof(LocalHostApplication).Assembly];

    private static readonly (string Class, int[] Ids)[] Used = [.. Assemblies
        .SelectMany(assembly => assembly.GetTypes())
        .Select(type => (type.Name, Ids: IdsOf(type)))
        .Where(log => log.Ids.Length > 0)
        .OrderBy(log => log.Ids[0])];

    [Fact]
    public void Each_class_has_its_own_ids() => Assert.Equal(
        [
            "PipelineLog 101 102 107 110",
            "AggregateLog 103 104 109",
            "ReadModelLog 105",
            "TransferLog 106 108 111",
            "RezoneLog 112",
            "HttpLog 201 202 203 204",
            "IdempotencyLog 205",
            "SecurityLog 206 207 208 209 210",
            "PipelineFunctionLog 301",
            "HostingLog 401 402 403 404 405 406",
            "NotificationLog 501 502 503 504 505",
            "EmailLog 601 602 603",
            "MongoLog 701 702",
            "SessionLog 801",
            "SettingsLog 901",
            "ErasureLog 1001",
            "ExternalCalendarLog 1101 1102",
            "WebhookLog 1201 1202 1203 1204",
            "FeedLog 1205",
            "WaitlistLog 1301 1302 1303",
        ],
        Used.Select(log => $"{log.Class} {string.Join(' ', log.Ids)}"));

    [Fact]
    public void No_id_is_used_twice()
    {
        var ids = Used.SelectMany(log => log.Ids).ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    // In the order of their declarations.
    private static int[] IdsOf(Type type) =>
    [
        .. type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .OrderBy(method => method.MetadataToken)
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId)
            .OfType<int>(),
    ];
}
