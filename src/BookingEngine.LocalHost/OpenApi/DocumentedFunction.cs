using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.LocalHost.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>What a function's own attributes and policy say of it.</summary>
public sealed partial record DocumentedFunction(Type Type, string Id, string Method, string Path, Policy Policy)
{
    /// <summary>Every HTTP function, by path. HEAD is left out: where there is a GET, HTTP implies it.</summary>
    public static IReadOnlyList<DocumentedFunction> All { get; } =
    [
        .. from function in FoundFunction.All
           where function.Trigger is HttpTriggerAttribute
           let trigger = (HttpTriggerAttribute)function.Trigger
           from method in trigger.Methods!
           where method != "head"
           orderby trigger.Route, method
           select new DocumentedFunction(
               function.Method.DeclaringType!, JsonNamingPolicy.CamelCase.ConvertName(function.Name), method,
               $"/{Constraints.Replace(trigger.Route!, "{$1}")}", PolicyOf(function.Method.DeclaringType!)),
    ];

    // {id:guid} in a route is {id} in a document.
    [GeneratedRegex(@"\{(\w+)[^}]*\}")]
    private static partial Regex Constraints { get; }

    private static Policy PolicyOf(Type function) =>
        (Policy)function.GetProperty(nameof(IHttpFunction.Policy), BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
}
