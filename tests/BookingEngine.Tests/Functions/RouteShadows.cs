using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Functions;

/// <summary>A function's route, in the order in which the host matches.</summary>
public sealed record HostRoute(string Function, string Template, params string[] Methods);

/// <summary>Finds routes that never match: the host takes the first matching route, even if a later one is more specific.</summary>
public static class RouteShadows
{
    private static readonly IInlineConstraintResolver Constraints =
        new ServiceCollection().AddRoutingCore().BuildServiceProvider().GetRequiredService<IInlineConstraintResolver>();

    public static IReadOnlyList<string> Among(IReadOnlyList<HostRoute> routes) =>
    [
        .. from later in Enumerable.Range(0, routes.Count)
           from earlier in Enumerable.Range(0, later)
           let method = routes[earlier].Methods.Intersect(routes[later].Methods, StringComparer.OrdinalIgnoreCase).FirstOrDefault()
           where method is not null && !IsCatchAll(routes[later]) && Matches(routes[earlier], RequestFor(routes[later]))
           select $"{routes[earlier].Function} takes {method.ToUpperInvariant()} {routes[later].Template} from {routes[later].Function}",
    ];

    private static bool IsCatchAll(HostRoute route) => TemplateParser.Parse(route.Template).Parameters.Any(p => p.IsCatchAll);

    private static bool Matches(HostRoute route, string path)
    {
        var template = TemplateParser.Parse(route.Template);
        var values = new RouteValueDictionary();
        return new TemplateMatcher(template, []).TryMatch(path, values)
            && template.Parameters.All(p => p.InlineConstraints.All(c => Resolve(c.Constraint).Match(null, null, p.Name!, values, RouteDirection.IncomingRequest)));
    }

    // A path that matches the route, with values that no other constraint accepts.
    private static string RequestFor(HostRoute route) => "/" + string.Join('/', TemplateParser.Parse(route.Template).Segments.Select(
        segment => string.Concat(segment.Parts.Select(part => part.IsParameter ? ValueFor(part) : part.Text))));

    private static string ValueFor(TemplatePart part) => part.InlineConstraints.Select(c => c.Constraint).FirstOrDefault() switch
    {
        null => "some-text",
        "guid" => "01a2048d-43fe-7705-9486-940f5a248cee",
        "int" or "long" => "7",
        var other => throw new NotSupportedException($"Say here what a value of {{{part.Name}:{other}}} looks like."),
    };

    private static IRouteConstraint Resolve(string constraint) =>
        Constraints.ResolveConstraint(constraint) ?? throw new NotSupportedException($"{constraint} is no constraint of the host's.");
}
