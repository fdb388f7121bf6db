using System.Reflection;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Pages.Account;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.LocalHost.Hosting;
using BookingEngine.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Tests.Functions;

/// <summary>The functions meet the requirements of the two hosts and their routing.</summary>
public sealed class FunctionSignatureTests
{
    private static IEnumerable<(FoundFunction Function, HttpTriggerAttribute Trigger)> Http =>
        FoundFunction.All.Where(f => f.Trigger is HttpTriggerAttribute).Select(f => (f, (HttpTriggerAttribute)f.Trigger));

    [Fact]
    public void Every_http_function_declares_its_policy_next_to_its_route() =>
        Assert.Empty(Http.Where(f => !f.Function.Method.DeclaringType!.IsAssignableTo(typeof(IHttpFunction))).Select(f => f.Function.Name));

    [Fact]
    public void Only_docs_health_pages_and_the_catch_all_need_no_key() => Assert.Equal(
        [
            "BrandLogoGet", "Docs", "DocsAsset", "DocsOpenApi", "DocsRedoc", "FeedsGet", "HealthLive", "HealthReady",
            .. PageFunctions.All,
            "ZUnmatched",
        ],
        Http.Where(f => !PolicyOf(f.Function).NeedsKey).Select(f => f.Function.Name));

    [Fact]
    public void Every_route_that_needs_a_key_has_a_limit() =>
        Assert.Empty(Http.Where(f => PolicyOf(f.Function) is { NeedsKey: true, Limit: null }).Select(f => f.Function.Name));

    // HttpEdge leaves session, rights and limit of a page to PageEdge.
    [Fact]
    public void Every_page_with_a_session_has_a_limit_and_its_own_edge() => Assert.All(Http, f => Assert.Equal(
        (f.Function.Name, PolicyOf(f.Function).IsForPages, true),
        (f.Function.Name, f.Function.Method.DeclaringType!.GetConstructors().Single().GetParameters().Any(p => p.ParameterType == typeof(PageEdge) || p.ParameterType == typeof(AccountEdge)),
            !PolicyOf(f.Function).IsForPages || PolicyOf(f.Function).Limit is not null)));

    // A key belongs to its caller. Without a signed-in caller a guessed key would reveal another caller's answer.
    [Fact]
    public void Idempotency_keys_are_accepted_only_on_routes_that_need_a_token()
    {
        var heeding = Http.Where(f => PolicyOf(f.Function).IdempotencyScope is not null).Select(f => f.Function).ToList();
        Assert.Equal(
            [
                ("BookingsCreate", "CreateBooking"), ("BookingsCreateSeries", "CreateBookingSeries"), ("HoldsCreate", "CreateHold"), ("LocationsCreate", "PostLocation"),
                ("ResourcesCreate", "PostResource"), ("ServicesCreate", "PostService"), ("WaitlistJoin", "JoinWaitlist"), ("WebhooksCreate", "PostWebhook"),
                ("WebhooksRotateSecret", "RotateWebhookSecret"), ("WebhooksTest", "TestWebhook"),
            ],
            heeding.Select(f => (f.Name, PolicyOf(f).IdempotencyScope!)));
        Assert.All(heeding, f => Assert.True(PolicyOf(f).NeedsToken, f.Name));
    }

    [Fact]
    public void The_platform_requires_no_key_of_its_own() =>
        Assert.All(Http, f => Assert.Equal(AuthorizationLevel.Anonymous, f.Trigger.AuthLevel));

    [Fact]
    public void The_route_table_equals_the_routes_of_the_functions() => Assert.Equal(
        Http.Where(f => f.Function.Name != "ZUnmatched").GroupBy(f => f.Trigger.Route!)
            .Select(g => $"{g.Key}: {string.Join(" ", g.SelectMany(f => f.Trigger.Methods!).Select(m => m.ToUpperInvariant()).Order())}").Order(),
        RouteTable.Routes.Select(r => $"{r.Template}: {string.Join(" ", r.Methods.Order())}").Order());

    // The host takes the first match in the order of function names. The catch-all would shadow every later name.
    [Fact]
    public void The_catch_all_sorts_last() =>
        Assert.Equal("ZUnmatched", FoundFunction.All.Select(f => f.Name).Max(StringComparer.OrdinalIgnoreCase));

    [Fact]
    public void No_route_starts_with_a_word_reserved_by_the_host() => Assert.DoesNotContain(
        Http.Select(f => f.Trigger.Route!),
        r => r.StartsWith("admin", StringComparison.OrdinalIgnoreCase) || r.StartsWith("runtime", StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void Functions_bind_only_types_that_both_hosts_support()
    {
        Type[] bound = [typeof(HttpRequest), typeof(FunctionContext), typeof(TimerInfo), typeof(string), typeof(Guid)];
        var others = FoundFunction.All.SelectMany(f => f.Method.GetParameters()).Where(p => !bound.Contains(p.ParameterType));
        Assert.Empty(others.Select(p => p.ToString()));
        Assert.All(FoundFunction.All, f => Assert.Equal(typeof(Task), f.Method.ReturnType));
    }

    // An attribute that the local host ignores would have an untested effect on Azure.
    [Fact]
    public void Functions_have_only_attributes_that_both_hosts_support()
    {
        Type[] mapped = [typeof(FunctionAttribute), typeof(HttpTriggerAttribute), typeof(QueueTriggerAttribute), typeof(TimerTriggerAttribute)];
        var carried = FoundFunction.All.SelectMany(f => f.Method.GetCustomAttributesData()
            .Concat(f.Method.GetParameters().Append(f.Method.ReturnParameter).SelectMany(p => p.GetCustomAttributesData()))
            .Concat(f.Method.DeclaringType!.GetCustomAttributesData()).Select(a => (f.Name, a.AttributeType)));
        Assert.DoesNotContain(carried, c => !mapped.Contains(c.AttributeType) && c.AttributeType.Namespace is not
            ("System.Runtime.CompilerServices" or "System.Diagnostics" or "Microsoft.CodeAnalysis"));
        Assert.All(FoundFunction.All, f => Assert.Single(
            f.Method.GetParameters().SelectMany(p => p.GetCustomAttributes()), a => mapped.Contains(a.GetType())));
    }

    [Fact]
    public void Every_queue_has_one_function() => Assert.Equal(
        QueueNames.All.Order(), FoundFunction.All.Select(f => f.Trigger).OfType<QueueTriggerAttribute>().Select(t => t.QueueName).Order());

    [Fact]
    public void Names_are_unique_ignoring_case() => Assert.Equal(
        FoundFunction.All.Count, FoundFunction.All.Select(f => f.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());

    private static Policy PolicyOf(FoundFunction function) => (Policy)function.Method.DeclaringType!
        .GetProperty(nameof(IHttpFunction.Policy), BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
}
