using System.Reflection;
using System.Reflection.Emit;

namespace BookingEngine.Tests;

/// <summary>Which namespaces of an assembly use which others, from the signatures, attributes and instructions of its types.</summary>
public static class NamespaceGraph
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue =
        typeof(OpCodes).GetFields().Select(f => (OpCode)f.GetValue(null)!).ToDictionary(o => o.Value);

    public static IReadOnlyDictionary<string, HashSet<string>> Of(Assembly assembly) => assembly.GetTypes()
        .Where(t => t.Namespace is not null)
        .GroupBy(t => t.Namespace!)
        .ToDictionary(
            g => g.Key,
            g => g.SelectMany(UsedBy).SelectMany(Parts).Where(t => t.Assembly == assembly && t.Namespace is not null)
                .Select(t => t.Namespace!).Where(n => n != g.Key).ToHashSet());

    /// <summary>Groups of namespaces that use each other in a circle.</summary>
    public static IReadOnlyList<string> Circles(IReadOnlyDictionary<string, HashSet<string>> graph)
    {
        var reach = graph.Keys.ToDictionary(n => n, n => Reached(graph, n));
        return
        [
            .. graph.Keys.Where(n => reach[n].Contains(n))
                .Select(n => string.Join(", ", graph.Keys.Where(m => reach[n].Contains(m) && reach[m].Contains(n)).Order(StringComparer.Ordinal)))
                .Distinct(),
        ];
    }

    private static HashSet<string> Reached(IReadOnlyDictionary<string, HashSet<string>> graph, string from)
    {
        HashSet<string> reached = [];
        var next = new Stack<string>(graph[from]);
        while (next.TryPop(out var name))
        {
            if (reached.Add(name) && graph.TryGetValue(name, out var used))
            {
                foreach (var further in used)
                {
                    next.Push(further);
                }
            }
        }

        return reached;
    }

    private static IEnumerable<Type> UsedBy(Type type)
    {
        var members = type.GetMembers(All);
        return
        [
            .. type.GetInterfaces(), .. type.BaseType is { } parent ? new[] { parent } : [],
            .. members.OfType<FieldInfo>().Select(f => f.FieldType),
            .. members.OfType<MethodBase>().SelectMany(m => m.GetParameters()).Select(p => p.ParameterType),
            .. members.OfType<MethodInfo>().Select(m => m.ReturnType),
            .. members.OfType<MethodBase>().SelectMany(UsedInBody),
        ];
    }

    private static List<Type> UsedInBody(MethodBase method)
    {
        List<Type> used = [];
        if (method.GetMethodBody() is not { } body || body.GetILAsByteArray() is not { } il)
        {
            return used;
        }

        used.AddRange(body.LocalVariables.Select(v => v.LocalType));
        for (var at = 0; at < il.Length;)
        {
            var code = OpCodesByValue[il[at] == 0xFE ? BitConverter.ToInt16([il[at + 1], il[at]]) : il[at]];
            at += code.Size;
            if (code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
            {
                used.AddRange(Resolve(method, BitConverter.ToInt32(il, at)));
            }

            at += SizeOf(code.OperandType, il, at);
        }

        return used;
    }

    private static IEnumerable<Type> Resolve(MethodBase method, int token)
    {
        var ofType = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var member = method.Module.ResolveMember(token, ofType, method.IsGenericMethod ? method.GetGenericArguments() : null);
        return member switch
        {
            Type named => [named],
            FieldInfo field => [field.DeclaringType!, field.FieldType],
            MethodInfo { IsGenericMethod: true } generic => [generic.DeclaringType!, .. generic.GetGenericArguments()],
            MethodBase { DeclaringType: { } declaring } => [declaring],
            _ => [],
        };
    }

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!) : [type, .. type.GetGenericArguments().Where(a => a != type).SelectMany(Parts)];

    private static int SizeOf(OperandType operand, byte[] il, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
        _ => 4,
    };
}
