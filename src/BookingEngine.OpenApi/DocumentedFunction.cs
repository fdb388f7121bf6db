using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Operations;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.OpenApi;

/// <summary>An HTTP function with its attributes, its policy and its operation.</summary>
public sealed partial record DocumentedFunction(Type Type, string Id, string Method, string Path, Policy Policy, Operation Operation)
{
    /// <summary>All functions in the document, by group, then by path. HEAD is omitted, because GET implies it.</summary>
    public static IReadOnlyList<DocumentedFunction> All { get; } =
    [
        .. (from type in typeof(IHttpFunction).Assembly.GetTypes()
            where type.IsClass && type.IsAssignableTo(typeof(IHttpFunction)) && Static<Operation>(type, nameof(IHttpFunction.Operation)) is not null
            let operation = Static<Operation>(type, nameof(IHttpFunction.Operation))!
            from run in type.GetMethods().Where(m => m.IsDefined(typeof(FunctionAttribute)))
            let trigger = run.GetParameters().SelectMany(p => p.GetCustomAttributes<HttpTriggerAttribute>()).Single()
            from method in trigger.Methods!
            where method != "head"
            let path = $"/{Constraints.Replace(trigger.Route!, "{$1}")}"
            select new DocumentedFunction(
                type, JsonNamingPolicy.CamelCase.ConvertName(run.GetCustomAttribute<FunctionAttribute>()!.Name), method, path,
                Static<Policy>(type, nameof(IHttpFunction.Policy))!, operation))
            .OrderBy(f => OperationGroup.All.ToList().IndexOf(f.Operation.Group)).ThenBy(f => f.Path.Replace('{', '!'), StringComparer.Ordinal)
            .ThenBy(f => Methods.IndexOf(f.Method)),
    ];

    public IEnumerable<Problem> Problems => [.. PolicyProblems.Of(Policy), .. Operation.Body?.Problems ?? [], .. Operation.Problems];

    // {id:guid} in a route is {id} in the document.
    [GeneratedRegex(@"\{(\w+)[^}]*\}")]
    private static partial Regex Constraints { get; }

    private static List<string> Methods => ["get", "post", "put", "delete"];

    private static T? Static<T>(Type function, string property)
        where T : class => (T?)function.GetProperty(property, BindingFlags.Public | BindingFlags.Static)!.GetValue(null);
}
