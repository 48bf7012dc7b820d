namespace QaaHybrid.Torch.Tests.Operators;

/// <summary>Operators by name: every kind of argument that goes in and of result that comes out.</summary>
public class OperatorTagTests
{
    private DisposeScope scope = null!;

    [SetUp]
    public void Open() => scope = NewDisposeScope();

    [TearDown]
    public void Close() => scope.Dispose();

    [Test]
    public void Tensor_and_integer_scalar_stay_integers()
    {
        var doubled = ops.call("aten::mul", "Scalar", tensor([1L, 2L]), 2);
        Assert.That(doubled.dtype, Is.EqualTo(int64));
        Assert.That(doubled.data<long>(), Is.EqualTo(new[] { 2L, 4L }));
    }

    [Test]
    public void Floating_scalar_makes_a_floating_result()
    {
        var doubled = ops.call("aten::mul", "Scalar", tensor([1L, 2L]), 2.5);
        Assert.That(doubled.dtype, Is.EqualTo(float32));
        Assert.That(doubled.data<float>(), Is.EqualTo(new[] { 2.5f, 5f }));
    }

    [Test]
    public void Truth_value_is_a_scalar_and_a_flag()
    {
        Assert.That(ops.call("aten::full", "", new long[] { 2 }, true).dtype, Is.EqualTo(@bool));
        Assert.That(ops.call("aten::sum", "dim_IntList", ones(2, 3), 1, true).shape, Is.EqualTo(new long[] { 2, 1 }));
    }

    [Test]
    public void Text_of_any_length_and_script()
    {
        var x = randn([3], float64);
        Assert.That(ops.call("aten::gelu", "", x, "tanh").allclose(ops.call("aten::gelu", "", x, "none")), Is.False);
        Assert.That(() => ops.call("aten::gelu", "", x, "θ" + new string('ü', 3000)), Throws.TypeOf<TorchException>().With.Message.Contain("θüüü"));
        Assert.That(() => ops.call("aten::gelu", "", x, ""), Throws.TypeOf<TorchException>());
    }

    [Test]
    public void List_of_integers_or_one_integer()
    {
        var x = ones(2, 3, 4);
        Assert.That(ops.call("aten::sum", "dim_IntList", x, new long[] { 0, 2 }).shape, Is.EqualTo(new long[] { 3 }));
        Assert.That(ops.call("aten::sum", "dim_IntList", x, 1).shape, Is.EqualTo(new long[] { 2, 4 }));
        Assert.That(ops.call("aten::sum", "dim_IntList", x, OpArgument.None).ToSingle(), Is.EqualTo(24));
        Assert.That(ops.call("aten::reshape", "", ones(1), Array.Empty<long>()).dim(), Is.Zero);
    }

    [Test]
    public void List_of_tensors_short_and_long()
    {
        Assert.That(ops.call("aten::cat", "", new Tensor[] { ones(2), zeros(1) }).data<float>(), Is.EqualTo(new[] { 1f, 1f, 0f }));
        var many = Enumerable.Range(0, 1000).Select(i => tensor((float)i)).ToArray();
        Assert.That(ops.call("aten::stack", "", many).sum().ToDouble(), Is.EqualTo(499_500));
    }

    [Test]
    public void List_of_optional_tensors_takes_null()
    {
        var x = arange(6).reshape(2, 3);
        Assert.That(ops.call("aten::index", "Tensor", x, new Tensor?[] { null, tensor([2L, 0L]) }).data<long>(), Is.EqualTo(new long[] { 2, 0, 5, 3 }));
    }

    [Test]
    public void List_of_floating_numbers()
    {
        var doubled = ops.call_list("aten::_foreach_mul", "ScalarList", new Tensor[] { ones(1), ones(1) }, new[] { 2.0, 3.0 });
        Assert.That(doubled.Select(one => one.ToSingle()), Is.EqualTo(new[] { 2f, 3f }));
        Assert.That(ops.call("aten::upsample_nearest1d", "vec", ones(1, 1, 2), OpArgument.None, new[] { 3.0 }).shape, Is.EqualTo(new long[] { 1, 1, 6 }));
    }

    [Test]
    public void List_of_truth_values()
    {
        var x = ones(2, 3);
        var results = ops.call_all("aten::native_layer_norm_backward", "", x, x, new long[] { 3 }, x.mean(1, true), x.mean(1, true), OpArgument.None, OpArgument.None, new[] { true, false, false });
        Assert.That(results, Has.Length.EqualTo(3));
        Assert.That(results[0], Is.InstanceOf<Tensor>());
        Assert.That(results[1], Is.Null, "an undefined tensor");
    }

    [Test]
    public void Absent_optional_and_default()
    {
        var x = tensor([-2f, 2f]);
        Assert.That(ops.call("aten::clamp", "", x, OpArgument.None, 1).data<float>(), Is.EqualTo(new[] { -2f, 1f }));
        Assert.That(ops.call("aten::add", "Tensor", x, x, OpArgument.Default).data<float>(), Is.EqualTo(new[] { -4f, 4f }));
        Assert.That(ops.call("aten::add", "Tensor", x, x).data<float>(), Is.EqualTo(new[] { -4f, 4f }));
    }

    [Test]
    public void Element_type_and_device()
    {
        var made = ops.call("aten::zeros", "", new long[] { 2 }, float64, OpArgument.None, CPU);
        Assert.That((made.dtype, made.device.Name), Is.EqualTo((float64, "cpu")));
    }

    [Test]
    public void Generator()
    {
        using var first = new Generator(9);
        using var second = new Generator(9);
        Assert.That(ops.call("aten::randn", "generator", new long[] { 4 }, first).equal(randn([4], generator: second)), Is.True);
    }

    [Test]
    public void Results_of_every_kind()
    {
        Assert.That(ops.call_all("aten::equal", "", ones(1), ones(1)), Is.EqualTo(new object[] { true }));
        Assert.That(ops.call_all("aten::item", "", tensor(2.5)), Is.EqualTo(new object[] { 2.5 }));
        Assert.That(ops.call_all("aten::item", "", tensor(7L)), Is.EqualTo(new object[] { 7L }));
        Assert.That(ops.call_all("aten::_choose_qparams_per_tensor", "", tensor([-1f, 1f])), Has.Length.EqualTo(2).And.ItemAt(0).InstanceOf<double>().And.ItemAt(1).InstanceOf<long>());
        Assert.That(ops.call_list("aten::split", "Tensor", ones(5), 2), Has.Length.EqualTo(3));
        Assert.That(ops.call_all("aten::topk", "", ones(4), 2), Has.Length.EqualTo(2).And.All.InstanceOf<Tensor>());
        Assert.That(ops.call_all("aten::set_data", "", ones(1), ones(1)), Is.Empty);
    }

    [Test]
    public void Result_that_is_a_list_of_integers()
    {
        if (!ops.exists("aten::_nested_tensor_offsets"))
            Assert.Ignore("this libtorch has no operator with such a result");
        var nested = ops.call("aten::_nested_tensor_from_tensor_list", "", new Tensor[] { ones(2), ones(3) });
        Assert.That(ops.call_all("aten::_nested_tensor_offsets", "", nested), Is.EqualTo(new object[] { new long[] { 0, 2 } }));
    }

    [Test]
    public void Operators_in_place_leave_no_handle()
    {
        var x = ones(3);
        Leaks.AssertNone(() => ops.run("aten::add_", "Tensor", x, x));
        Leaks.AssertNone(() => x.mul_(0.5));
    }

    [Test]
    public void Every_operator_has_a_schema()
    {
        var all = ops.all();
        Assert.That(all, Has.Count.GreaterThan(2000).And.Some.StartsWith("aten::softmax.int("));
        Assert.That(ops.schema("aten::softmax", "int"), Does.StartWith("aten::softmax.int(Tensor self, int dim"));
        Assert.That(ops.exists("aten::mm"), Is.True);
        Assert.That(ops.exists("aten::mm", "nonsense"), Is.False);
        Assert.That(ops.exists("nonsense::mm"), Is.False);
    }

    /// <summary>A field of the table that this libtorch does not know would only show at the first call of a rarely used method.</summary>
    [Test]
    public void The_table_names_operators_that_exist()
    {
        var missing = typeof(QaaHybrid.Torch.Operators.Aten)
            .GetFields(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)
            .Select(field => (QaaHybrid.Torch.Operators.Operator)field.GetValue(null)!)
            .Where(one => !one.Exists)
            .Select(one => one.Name);
        // Composed where it is missing.
        Assert.That(missing, Is.SubsetOf(new[] { "aten::scaled_dot_product_attention" }));
    }
}
